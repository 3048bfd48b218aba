/// Which argument of a call goes to which parameter.
struct ArgumentMatch {
  /// What is known of a parameter for matching.
  struct Parameter {
    var label: String?
    var name: String
    var type: ValueType
    var hasDefault: Bool
    var isVariadic = false
  }

  /// Why the arguments do not fit.
  enum Problem {
    case unknownLabel(argument: Int, suggestion: String?)
    case missingLabel(argument: Int, label: String)
    case order(argument: Int)
    case missing(parameter: Int)
    case extra(argument: Int)
  }

  /// For each parameter its argument; nil where the default stands. A variadic parameter's further arguments follow.
  var places: [Int?] = []
  var variadic: [Int] = []
  /// The same for a variadic parameter of a cell's function, by its place.
  var lists: [Int: [Int]] = [:]
  var problem: Problem?

  /// Matches in order, as Swift does; a trailing closure goes to the next parameter that can be a function.
  init(_ parameters: [Parameter], isVariadic: Bool, _ arguments: [Expression.Argument]) {
    places = Array(repeating: nil, count: parameters.count)
    var cursor = 0
    for (index, argument) in arguments.enumerated() {
      if argument.isTrailing, argument.label == nil {
        guard let place = (cursor..<max(cursor, parameters.count)).first(where: { parameters[$0].takesFunction }) else {
          problem = .extra(argument: index)
          return
        }
        if let skipped = (cursor..<place).first(where: { !parameters[$0].hasDefault }) {
          problem = .missing(parameter: skipped)
          return
        }
        places[place] = index
        cursor = place + 1
        continue
      }
      if isVariadic, argument.label == nil, !variadic.isEmpty {
        variadic.append(index)
        continue
      }
      if argument.label == nil, cursor > 0, parameters[cursor - 1].isVariadic, lists[cursor - 1] != nil {
        lists[cursor - 1]?.append(index)
        continue
      }
      var place = cursor
      while place < parameters.count, parameters[place].label != argument.label, parameters[place].hasDefault {
        place += 1
      }
      if place < parameters.count, parameters[place].label == argument.label {
        places[place] = index
        cursor = place + 1
        if isVariadic, place == 0 { variadic.append(index) }
        if parameters[place].isVariadic { lists[place] = [index] }
        continue
      }
      problem = ArgumentMatch.problem(of: index, argument, parameters, cursor)
      // What seems to be missing may be written further on.
      if case .missing(let parameter) = problem, let label = parameters[parameter].label,
        let later = arguments.indices.first(where: { $0 > index && arguments[$0].label == label })
      {
        problem = .order(argument: later)
      }
      return
    }
    let needed = parameters.indices.first { index in
      places[index] == nil && !parameters[index].hasDefault && !(isVariadic && index == 0)
    }
    if let needed { problem = .missing(parameter: needed) }
  }

  private static func problem(
    of index: Int, _ argument: Expression.Argument, _ parameters: [Parameter], _ cursor: Int
  ) -> Problem {
    guard let label = argument.label else {
      if cursor < parameters.count, let wanted = parameters[cursor].label {
        return .missingLabel(argument: index, label: wanted)
      }
      return .extra(argument: index)
    }
    let labels = parameters.compactMap(\.label)
    if let known = parameters.firstIndex(where: { $0.label == label }) {
      if known < cursor { return .order(argument: index) }
      let skipped = (cursor..<known).first { !parameters[$0].hasDefault }
      return skipped.map { .missing(parameter: $0) } ?? .order(argument: index)
    }
    return .unknownLabel(argument: index, suggestion: Suggestion.closest(to: label, among: labels))
  }
}

extension ArgumentMatch.Parameter {
  fileprivate var takesFunction: Bool {
    switch type.unwrapped {
    case .function, .unknown, .any, .parameter: true
    default: false
    }
  }
}

extension Checker {
  /// Says why arguments do not fit.
  func report(
    _ problem: ArgumentMatch.Problem, _ name: String, _ parameters: [ArgumentMatch.Parameter],
    _ arguments: [Expression.Argument], _ range: SourceRange
  ) {
    func described(_ parameter: ArgumentMatch.Parameter) -> String {
      if let label = parameter.label { return "'\(label): \(parameter.type)'" }
      if case .function = parameter.type { return "a closure" }
      return parameter.type.isOpen ? "an argument" : "an argument of type '\(parameter.type)'"
    }
    switch problem {
    case .unknownLabel(let index, let suggestion):
      let place = arguments[index].labelRange
      let labels = parameters.compactMap(\.label)
      error(
        "label-mismatch", "'\(name)' has no parameter '\(arguments[index].label ?? "_")'", at: place,
        mend: suggestion == nil && !labels.isEmpty
          ? "its parameters are \(labels.map { "'\($0)'" }.joined(separator: ", "))" : nil,
        fixIts: suggestion.map { [Diagnostic.FixIt("did you mean '\($0)'?", at: place, replacement: $0)] } ?? [])
    case .missingLabel(let index, let label):
      let place = arguments[index].value.range.startPoint
      error(
        "label-mismatch", "this argument of '\(name)' needs the label '\(label)'", at: arguments[index].value.range,
        fixIts: [Diagnostic.FixIt("write '\(label):' before it", at: place, replacement: "\(label): ")])
    case .order(let index):
      error(
        "argument-order", "the argument '\(arguments[index].label ?? "_")' of '\(name)' stands in the wrong place",
        at: arguments[index].labelRange,
        mend: "the order is \(parameters.map { $0.label ?? "_" }.joined(separator: ", "))")
    case .missing(let index):
      error(
        "missing-argument", "'\(name)' needs \(described(parameters[index]))",
        at: range.endPoint.start > range.start
          ? SourceRange(range.end - 1, range.end) : range,
        mend: parameters[index].label == "seed" ? "write 'seed: 7': a seed picks the same every time" : nil)
    case .extra(let index):
      let count = parameters.count
      error(
        "extra-argument",
        count == 0
          ? "'\(name)' takes no arguments" : "'\(name)' takes at most \(count) argument\(count == 1 ? "" : "s")",
        at: arguments[index].value.range)
    }
  }
}
