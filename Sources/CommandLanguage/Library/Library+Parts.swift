extension Library {
  /// Parts of sequences, and what compares or chooses among their elements.
  static let partMembers: [LibraryMember] = [
    row(.sequence, "prefix(_ length: Int) -> ArraySlice<E>", "the first elements") { _, a in
      .slice(try Elements.slice(a[0]).prefix(try Dynamic.length(a[1])))
    },
    row(.sequence, "suffix(_ length: Int) -> ArraySlice<E>", "the last elements") { _, a in
      .slice(try Elements.slice(a[0]).suffix(try Dynamic.length(a[1])))
    },
    row(.sequence, "prefix(while predicate: (E) -> Bool) -> ArraySlice<E>", "the elements before the first that fails")
    { call, a in
      let function = try a[1].function()
      return .slice(try Elements.slice(a[0]).prefix { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "dropFirst(_ count: Int = 1) -> ArraySlice<E>", "all but the first elements") { _, a in
      .slice(try Elements.slice(a[0]).dropFirst(try Dynamic.length(a[1])))
    },
    row(.sequence, "dropLast(_ count: Int = 1) -> ArraySlice<E>", "all but the last elements") { _, a in
      .slice(try Elements.slice(a[0]).dropLast(try Dynamic.length(a[1])))
    },
    row(.sequence, "drop(while predicate: (E) -> Bool) -> ArraySlice<E>", "the elements from the first that fails on") {
      call, a in
      let function = try a[1].function()
      return .slice(try Elements.slice(a[0]).drop { try call.machine.apply(function, $0).bool() })
    },
    row(
      .sequence,
      "split(separator: E, maxSplits: Int = 9223372036854775807, omittingEmptySubsequences: Bool = true)"
        + " -> [ArraySlice<E>]",
      "the parts between the elements that equal one"
    ) { _, a in
      let limit = try Dynamic.length(a[2])
      let parts = try Elements.slice(a[0]).split(
        separator: a[1], maxSplits: limit, omittingEmptySubsequences: try a[3].bool())
      return .array(parts.map { .slice($0) })
    },
    row(
      .sequence,
      "split(maxSplits: Int = 9223372036854775807, omittingEmptySubsequences: Bool = true, "
        + "whereSeparator isSeparator: (E) -> Bool) -> [ArraySlice<E>]",
      "the parts between the elements for which a function holds"
    ) { call, a in
      let function = try a[3].function()
      let limit = try Dynamic.length(a[1])
      let parts = try Elements.slice(a[0]).split(maxSplits: limit, omittingEmptySubsequences: try a[2].bool()) {
        try call.machine.apply(function, $0).bool()
      }
      return .array(parts.map { .slice($0) })
    },
    row(.sequence, "count(where predicate: (E) -> Bool) -> Int", "the number of elements for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .int(try a[0].elements().count { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "elementsEqual(_ other: [E]) -> Bool", "whether another sequence has the same elements") { _, a in
      .bool(try a[0].elements() == a[1].elements())
    },
    row(
      .sequence, "elementsEqual(_ other: [T], by areEquivalent: (E, T) -> Bool) -> Bool",
      "whether another sequence has elements that a function finds equal, in the same order"
    ) { call, a in
      let function = try a[2].function()
      return .bool(
        try a[0].elements().elementsEqual(try a[1].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(.sequence, "starts(with prefix: [E]) -> Bool", "whether the first elements are those of another sequence") {
      _, a in
      .bool(try a[0].elements().starts(with: try a[1].elements()))
    },
    row(
      .sequence, "starts(with prefix: [T], by areEquivalent: (E, T) -> Bool) -> Bool",
      "whether a function finds the first elements equal to those of another sequence"
    ) { call, a in
      let function = try a[2].function()
      return .bool(
        try a[0].elements().starts(with: try a[1].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(
      .sequence, "lexicographicallyPrecedes(_ other: [E]) -> Bool",
      "whether the elements come before others in the order of a dictionary"
    ) { _, a in
      .bool(
        try a[0].elements().lexicographicallyPrecedes(try a[1].elements()) { try $0.isLess(than: $1) })
    },
    row(
      .sequence, "lexicographicallyPrecedes(_ other: [E], by before: (E, E) -> Bool) -> Bool",
      "whether the elements come before others in the order of a function"
    ) { call, a in
      let function = try a[2].function()
      return .bool(
        try a[0].elements().lexicographicallyPrecedes(try a[1].elements()) {
          try call.machine.apply(function, $0, $1).bool()
        })
    },
    row(.sequence, "shuffled(seed: Int) -> [E]", "the elements in a random order that a seed fixes") { _, a in
      var elements = try a[0].elements()
      shuffle(&elements, seed: try a[1].int())
      return .array(elements)
    },
    row(.collection, "randomElement(seed: Int) -> E?", "an element that a seed picks; nil when there is none") { _, a in
      let count = try Elements.count(a[0])
      guard count > 0 else { return .none }
      var state = UInt64(bitPattern: Int64(try a[1].int()))
      let offset = Sorting.random(below: count, &state)
      switch a[0] {
      case .range(.ints(let range)): return .some(.int(range.lowerBound + offset))
      case .range(.closedInts(let range)): return .some(.int(range.lowerBound + offset))
      default: return .some(try a[0].elements()[offset])
      }
    },
    // An iterator is what is left of the elements: its 'next' is that of a slice.
    row(.sequence, "makeIterator() -> ArraySlice<E>", "the elements one by one: a variable whose 'next()' takes one") {
      _, a in .slice(try Elements.slice(a[0]))
    },
  ]

  static func shuffle(_ elements: inout [Value], seed: Int) {
    var state = UInt64(bitPattern: Int64(seed))
    for place in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(place, Int(Sorting.random(&state) % UInt64(place + 1)))
    }
  }
}
