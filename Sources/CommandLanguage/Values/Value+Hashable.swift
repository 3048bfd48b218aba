extension Value: Hashable {
  /// Whether two values are equal as Swift's `==` finds them; functions never are.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.int(let a), .int(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.float(let a), .float(let b)): a == b
    case (.void, .void), (.none, .none): true
    case (.array(let a), .array(let b)): a == b
    case (.slice(let a), .slice(let b)): a == b
    case (.tuple(let a), .tuple(let b)): a.values == b.values
    case (.range(let a), .range(let b)): a == b
    case (.some(let a), .some(let b)): a == b
    case (.dictionary(let a), .dictionary(let b)):
      a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
    case (.set(let a), .set(let b)): a.count == b.count && a.allSatisfy { b[$0.key] != nil }
    case (.instance(let a), .instance) where a.type.equality != nil:
      (try? a.type.equality.flatMap { try Machine.result(of: $0, left, right)?.bool() }) ?? false
    case (.instance(let a), .instance(let b)):
      a.type === b.type && a.caseIndex == b.caseIndex && a.fields == b.fields
    case (.foreign(let a), .foreign(let b)): a.isEqual(to: b) ?? false
    case (.type(let a), .type(let b)): a == b
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .void, .none: hasher.combine(0)
    case .bool(let it): hasher.combine(it)
    case .int(let it): hasher.combine(it)
    case .double(let it): hasher.combine(it)
    case .float(let it): hasher.combine(it)
    case .string(let it): hasher.combine(it)
    case .array(let it): hasher.combine(it)
    case .slice(let it): hasher.combine(it)
    case .tuple(let it): hasher.combine(it.values)
    case .range(let it): hasher.combine(it)
    case .some(let it): hasher.combine(it)
    case .dictionary(let it), .set(let it): hasher.combine(it.count)
    case .instance(let it):
      hasher.combine(it.caseIndex)
      hasher.combine(it.fields)
    case .type(let it): hasher.combine(it)
    case .foreign(let it): (it as? any Hashable)?.hash(into: &hasher)
    case .function: break
    }
  }
}
