extension Library {
  static let sequenceMembers: [LibraryMember] = [
    row(.collection, "count: Int", "the number of elements") { _, a in .int(try Elements.count(a[0])) },
    row(.collection, "isEmpty: Bool", "whether there is no element") { _, a in
      switch a[0] {
      case .string(let text): .bool(text.isEmpty)
      case .range(.closedInts): .bool(false)
      default: .bool(try Elements.count(a[0]) == 0)
      }
    },
    row(.collection, "first: E?", "the first element") { _, a in .optional(try Elements.first(a[0])) },
    row(.collection, "last: E?", "the last element") { _, a in .optional(try Elements.last(a[0])) },
    row(
      .collection, "lazy: Self", "the same elements: what follows still looks at all of them at once, closures included"
    ) { _, a in a[0] },
    row(.sequence, "map(_ transform: (E) -> T) -> [T]", "the results of a function on each element") { call, a in
      let function = try a[1].function()
      var result: [Value] = []
      let elements = try a[0].elements()
      result.reserveCapacity(elements.count)
      for element in elements { result.append(try call.machine.apply(function, element)) }
      return .array(result)
    },
    row(.sequence, "compactMap(_ transform: (E) -> T?) -> [T]", "the results of a function that are not nil") {
      call, a in
      let function = try a[1].function()
      var result: [Value] = []
      for element in try a[0].elements() {
        switch try call.machine.apply(function, element) {
        case .some(let value): result.append(value)
        case .none: break
        case let value: result.append(value)
        }
      }
      return .array(result)
    },
    row(.sequence, "flatMap(_ transform: (E) -> [T]) -> [T]", "the results of a function, joined") { call, a in
      let function = try a[1].function()
      var result: [Value] = []
      for element in try a[0].elements() { result += try call.machine.apply(function, element).elements() }
      return .array(result)
    },
    row(.sequence, "filter(_ isIncluded: (E) -> Bool) -> [E]", "the elements for which a function holds") { call, a in
      let function = try a[1].function()
      return .array(try a[0].elements().filter { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "forEach(_ body: (E) -> Void)", "calls a function on each element") { call, a in
      let function = try a[1].function()
      for element in try a[0].elements() { _ = try call.machine.apply(function, element) }
      return .void
    },
    row(.sequence, "reduce(_ initial: T, _ combine: (T, E) -> T) -> T", "combines all elements into one value") {
      call, a in
      let function = try a[2].function()
      var result = a[1]
      for element in try a[0].elements() { result = try call.machine.apply(function, result, element) }
      return result
    },
    row(.sequence, "reduce(into initial: T, _ update: (T, E) -> Void) -> T", "changes a value by every element") {
      call, a in
      let function = try a[2].function()
      var result = a[1]
      for element in try a[0].elements() {
        // The closure returns what its first argument became, beside its result.
        guard case .tuple(let tuple) = try call.machine.apply(function, result, element), tuple.values.count == 2 else {
          throw RuntimeFault.type(expected: "a closure that changes '$0'", found: "another function")
        }
        result = tuple.values[1]
      }
      return result
    },
    row(.sequence, "sorted() -> [E]", "the elements in ascending order") { _, a in
      .array(try Sorting.sorted(try a[0].elements()))
    },
    row(.sequence, "sorted(by before: (E, E) -> Bool) -> [E]", "the elements in the order of a function") { call, a in
      let function = try a[1].function()
      return .array(try Sorting.sorted(try a[0].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(.sequence, "reversed() -> [E]", "the elements from last to first") { _, a in
      .array(try a[0].elements().reversed())
    },
    row(.sequence, "enumerated() -> [(offset: Int, element: E)]", "pairs of place and element") { _, a in
      .array(
        try a[0].elements().enumerated().map {
          .tuple(TupleValue([.int($0.offset), $0.element], labels: ["offset", "element"]))
        })
    },
    row(.sequence, "min() -> E?", "the smallest element") { _, a in
      .optional(try Sorting.least(try a[0].elements()) { try $0.isLess(than: $1) })
    },
    row(.sequence, "max() -> E?", "the largest element") { _, a in
      .optional(try Sorting.greatest(try a[0].elements()) { try $0.isLess(than: $1) })
    },
    row(.sequence, "min(by before: (E, E) -> Bool) -> E?", "the least element in the order of a function") { call, a in
      let function = try a[1].function()
      return .optional(try Sorting.least(try a[0].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(.sequence, "max(by before: (E, E) -> Bool) -> E?", "the greatest element in the order of a function") {
      call, a in
      let function = try a[1].function()
      return .optional(try Sorting.greatest(try a[0].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(.sequence, "contains(_ element: E) -> Bool", "whether an element is there") { _, a in try Dynamic.contains(a) },
    row(.sequence, "contains(where predicate: (E) -> Bool) -> Bool", "whether a function holds for an element") {
      call, a in
      let function = try a[1].function()
      return .bool(try a[0].elements().contains { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "allSatisfy(_ predicate: (E) -> Bool) -> Bool", "whether a function holds for all elements") {
      call, a in
      let function = try a[1].function()
      return .bool(try a[0].elements().allSatisfy { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "first(where predicate: (E) -> Bool) -> E?", "the first element for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .optional(try a[0].elements().first { try call.machine.apply(function, $0).bool() })
    },
    row(.collection, "last(where predicate: (E) -> Bool) -> E?", "the last element for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .optional(try a[0].elements().last { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "joined() -> J", "the parts one after the other") { _, a in
      try Dynamic.joined(a[0], separator: .string(""))
    },
    row(.sequence, "joined(separator: J) -> J", "the parts with a separator between them") { _, a in
      try Dynamic.joined(a[0], separator: a[1])
    },
  ]
}
