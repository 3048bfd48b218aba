extension Checker {
  /// The variable that an argument `&x` passes to an `inout` parameter, and its value now; nil with an error where it is
  /// none.
  func address(
    _ argument: Expression, _ parameter: UserFunction.Parameter, _ name: String
  ) -> (place: Place, value: Checked)? {
    guard case .address(let target) = argument.kind else {
      error(
        "inout-without-address", "'\(parameter.label ?? parameter.name)' of '\(name)' is 'inout'", at: argument.range,
        fixIts: [
          Diagnostic.FixIt("write '&' before the variable", at: argument.range.startPoint, replacement: "&")
        ])
      return nil
    }
    guard let place = place(target) else { return nil }
    guard place.steps.allSatisfy(\.isPlain) else {
      refuse(
        "passing this part of a variable with '&' is", at: argument.range, "name the index or part with 'let' first")
      return nil
    }
    guard place.type == parameter.type || place.type.isOpen || parameter.type.isOpen else {
      error(
        "type-mismatch", "expected a variable of type '\(parameter.type)', found '\(place.type)'", at: argument.range)
      return nil
    }
    return (place, infer(target))
  }

  /// A call whose code returns a tuple: the result, and what the variables in `places` have become.
  func settingPlaces(_ places: [Place], after call: Checked, _ range: SourceRange) -> Checked {
    for (index, place) in places.enumerated() {
      guard let other = places[..<index].first(where: { $0.overlaps(place) }) else { continue }
      error(
        "overlapping-access", "two 'inout' arguments are parts of '\(other.root.name)' that may be the same", at: range,
        mend: "copy one to a variable, or use 'swapAt'")
      return invalid(range)
    }
    let held = Slot("", .unknown, isMutable: false, range: range, owner: context)
    let result = Slot("", call.type, isMutable: true, range: range, owner: context)
    let load = Checked(kind: .load(held), type: .unknown, range: range)
    func part(_ index: Int, _ type: ValueType) -> Checked {
      Checked(kind: .tupleElement(load, index), type: type, range: range)
    }
    var body: CheckedBody = [.declare(held, Checked(kind: call.kind, type: .unknown, range: range), range)]
    for (index, place) in places.enumerated() {
      body.append(.expression(Checked(kind: .assign(place, part(index + 1, place.type)), type: .void, range: range)))
    }
    if call.type != .void {
      let place = Place(root: result, steps: [], type: call.type)
      body.append(.expression(Checked(kind: .assign(place, part(0, call.type)), type: .void, range: range)))
    }
    return Checked(kind: .block(result, body), type: call.type, range: range)
  }

  /// `swap(&a, &b)`.
  func swap(_ arguments: [Expression.Argument], _ range: SourceRange) -> Checked? {
    guard arguments.allSatisfy({ if case .address = $0.value.kind { true } else { false } }) else { return nil }
    let any = UserFunction.Parameter(label: nil, name: "a variable", type: .unknown, defaultValue: nil)
    guard let (a, first) = address(arguments[0].value, any, "swap"),
      let (b, second) = address(arguments[1].value, any, "swap")
    else { return invalid(range) }
    guard a.type == b.type else {
      error("type-mismatch", "'swap' needs two variables of one type, found '\(a.type)' and '\(b.type)'", at: range)
      return invalid(range)
    }
    let void = Checked(kind: .constant(.void), type: .void, range: range)
    let values = Checked(kind: .tuple([void, second, first], [nil, nil, nil]), type: .void, range: range)
    return settingPlaces([a, b], after: values, range)
  }
}

extension Place {
  /// Whether a change of one may be seen in the other: not where they are different properties of one value.
  fileprivate func overlaps(_ other: Place) -> Bool {
    guard root === other.root else { return false }
    for (step, otherStep) in zip(steps, other.steps) {
      switch (step, otherStep) {
      case (.field(let a), .field(let b)), (.tupleElement(let a), .tupleElement(let b)): if a != b { return false }
      default: return true
      }
    }
    return true
  }
}

extension Place.Step {
  /// Whether finding the part has no effect and gives the same part again.
  fileprivate var isPlain: Bool {
    switch self {
    case .element(let index), .key(let index): index.isPlain
    case .keyOrDefault(let key, let standard): key.isPlain && standard.isPlain
    case .computed(_, _, let arguments): arguments.allSatisfy(\.isPlain)
    case .tupleElement, .field, .observed, .unwrapped, .chained: true
    }
  }
}

extension Checked {
  fileprivate var isPlain: Bool {
    switch kind {
    case .constant, .load: true
    case .convert(let inner), .negate(let inner), .count(let inner): inner.isPlain
    case .arithmetic(_, let left, let right): left.isPlain && right.isPlain
    case .field(let base, _), .tupleElement(let base, _): base.isPlain
    default: false
    }
  }
}
