extension Checker {
  /// `array[range] = elements`, or an element of a slice; nil when the target is neither.
  func sliceAssignment(_ target: Expression, _ value: Expression, _ range: SourceRange) -> Checked? {
    guard case .index(let base, let arguments) = target.kind, arguments.count == 1, arguments[0].label == nil,
      let whole = trialPlace(base)
    else { return nil }
    let element: ValueType
    var isSlice = false
    switch whole.type {
    case .array(let type): element = type
    case .slice(let type): (element, isSlice) = (type, true)
    default: return nil
    }
    let (index, isClean, _) = trial { infer(arguments[0].value) }
    guard isClean else { return nil }
    switch index.type {
    case .range(.int), .closedRange(.int):
      guard let place = place(base) else { return nil }
      let part = infer(arguments[0].value)
      let elements = infer(value, .array(element))
      let fits = elements.type.elementType?.converts(to: element) ?? false
      let change = NativeChange(name: "subscript") { _, value, values in
        try Library.replace(&value, values[0], with: values[1])
      }
      let operands = [part, fits ? elements : convert(elements, to: .array(element))]
      return Checked(kind: .change(place, change, operands), type: .void, range: range)
    case .int where isSlice:
      guard let place = place(base) else { return nil }
      let operands = [infer(arguments[0].value), check(value, element)]
      let change = NativeChange(name: "subscript") { _, value, values in
        try Library.setElement(&value, values[0], values[1])
      }
      return Checked(kind: .change(place, change, operands), type: .void, range: range)
    default: return nil
    }
  }
}
