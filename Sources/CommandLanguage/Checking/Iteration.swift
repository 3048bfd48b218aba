/// A sequence method whose closure is written at the call: a loop with the body of the closure in it, without calls.
///
/// The variables of the closure live in the frame of the function around it, so nothing is captured either.
struct Iteration {
  /// The methods that become loops.
  enum Kind: String {
    case map, filter, compactMap, forEach, reduce, reduceInto, contains, allSatisfy, first
  }

  var kind: Kind
  var source: Checked
  /// Where `reduce` starts.
  var initial: Checked?
  var context: FunctionContext
  var parameters: [Slot]
  var body: CheckedBody
}

extension Iteration.Kind {
  /// The kind of a library member; nil where its closure stays a closure.
  init?(_ member: LibraryMember) {
    guard member.head == .sequence, let last = member.parameters.last, case .function = last.type else { return nil }
    switch (member.name, last.label) {
    case ("map", nil), ("filter", nil), ("compactMap", nil), ("forEach", nil): self.init(rawValue: member.name)
    case ("contains", "where"), ("first", "where"), ("allSatisfy", nil): self.init(rawValue: member.name)
    case ("reduce", nil): self = member.parameters[0].label == "into" ? .reduceInto : .reduce
    default: return nil
    }
  }
}

extension Iteration {
  /// The loop for a member's operands, where the last is a closure that was checked to become one.
  init?(_ member: LibraryMember, _ operands: [Checked]) {
    guard let kind = Kind(member), var function = operands.last else { return nil }
    while case .convert(let inner) = function.kind { function = inner }
    guard case .closure(let context, let parameters, let body) = function.kind, context.isInlined else { return nil }
    self.init(
      kind: kind, source: operands[0], initial: operands.count == 3 ? operands[1] : nil, context: context,
      parameters: parameters, body: body)
  }
}
