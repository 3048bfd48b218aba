extension Library {
  /// Members of arrays, and of their slices where these have them too.
  static let arrayMembers: [LibraryMember] = [
    row(.list, "indices: Range<Int>", "the places of the elements") { _, a in
      .range(.ints(try Elements.slice(a[0]).indices))
    },
    row(.list, "startIndex: Int", "the place of the first element: 0 in an array") { _, a in
      .int(try Elements.slice(a[0]).startIndex)
    },
    row(.list, "endIndex: Int", "one more than the place of the last element") { _, a in
      .int(try Elements.slice(a[0]).endIndex)
    },
    row(.list, "index(after index: Int) -> Int", "the next place") { _, a in
      .int(try moved(try a[1].int(), by: 1))
    },
    row(.list, "index(before index: Int) -> Int", "the place before") { _, a in
      .int(try moved(try a[1].int(), by: -1))
    },
    row(.list, "index(_ index: Int, offsetBy distance: Int) -> Int", "a place some elements further") { _, a in
      .int(try moved(try a[1].int(), by: try a[2].int()))
    },
    row(
      .list, "index(_ index: Int, offsetBy distance: Int, limitedBy limit: Int) -> Int?",
      "a place some elements further; nil behind a limit"
    ) { _, a in
      let (index, distance, limit) = (try a[1].int(), try a[2].int(), try a[3].int())
      let (room, overflow) = limit.subtractingReportingOverflow(index)
      if !overflow, distance > 0 ? room >= 0 && room < distance : room <= 0 && distance < room { return .none }
      return .some(.int(try moved(index, by: distance)))
    },
    row(.list, "distance(from start: Int, to end: Int) -> Int", "the number of elements between two places") { _, a in
      .int(try moved(try a[2].int(), less: try a[1].int()))
    },
    row(.list, "firstIndex(of element: E) -> Int?", "the place of the first equal element") { _, a in
      .optional(try Elements.slice(a[0]).firstIndex(of: a[1]).map { .int($0) })
    },
    row(.list, "lastIndex(of element: E) -> Int?", "the place of the last equal element") { _, a in
      .optional(try Elements.slice(a[0]).lastIndex(of: a[1]).map { .int($0) })
    },
    row(
      .list, "firstIndex(where predicate: (E) -> Bool) -> Int?",
      "the place of the first element for which a function holds"
    ) { call, a in
      let function = try a[1].function()
      let place = try Elements.slice(a[0]).firstIndex { try call.machine.apply(function, $0).bool() }
      return .optional(place.map { .int($0) })
    },
    row(
      .list, "lastIndex(where predicate: (E) -> Bool) -> Int?",
      "the place of the last element for which a function holds"
    ) { call, a in
      let function = try a[1].function()
      let place = try Elements.slice(a[0]).lastIndex { try call.machine.apply(function, $0).bool() }
      return .optional(place.map { .int($0) })
    },
    row(.list, "suffix(from start: Int) -> ArraySlice<E>", "the elements from an index on: 'a[i...]'") { _, a in
      try Dynamic.part(a[0]) { whole in (try a[1].int(), whole.upperBound) }
    },
    row(.list, "prefix(through end: Int) -> ArraySlice<E>", "the elements up to an index, which counts: 'a[...i]'") {
      _, a in
      try Dynamic.part(a[0]) { whole in (whole.lowerBound, try a[1].int().addingReportingOverflow(1).partialValue) }
    },
    row(.list, "prefix(upTo end: Int) -> ArraySlice<E>", "the elements before an index: 'a[..<i]'") { _, a in
      try Dynamic.part(a[0]) { whole in (whole.lowerBound, try a[1].int()) }
    },
    changing(.slice, "next() -> E?", "takes the next element; nil when none is left") { _, value, _ in
      try editingSlice(&value) { .optional($0.popFirst()) }
    },
    changing(.slice, "popFirst() -> E?", "takes out the first element, nil when there is none") { _, value, _ in
      try editingSlice(&value) { .optional($0.popFirst()) }
    },
    changing(.slice, "popLast() -> E?", "takes out the last element, nil when there is none") { _, value, _ in
      try editingSlice(&value) { .optional($0.popLast()) }
    },
    changing(.slice, "removeFirst() -> E", "takes out the first element") { _, value, _ in
      try editingSlice(&value) { elements in
        guard let first = elements.popFirst() else { throw RuntimeFault.emptied("removeFirst") }
        return first
      }
    },
    changing(.slice, "removeFirst(_ count: Int)", "takes out the first elements") { _, value, a in
      try editingSlice(&value) { elements in
        elements.removeFirst(try Dynamic.removable(a[0], of: elements.count, "removeFirst"))
        return .void
      }
    },
    changing(.slice, "removeLast() -> E", "takes out the last element") { _, value, _ in
      try editingSlice(&value) { elements in
        guard let last = elements.popLast() else { throw RuntimeFault.emptied("removeLast") }
        return last
      }
    },
    changing(.slice, "removeLast(_ count: Int)", "takes out the last elements") { _, value, a in
      try editingSlice(&value) { elements in
        elements.removeLast(try Dynamic.removable(a[0], of: elements.count, "removeLast"))
        return .void
      }
    },
    changing(.slice, "append(_ element: E)", "adds an element at the end") { _, value, a in
      try editingSlice(&value) { elements in
        elements.append(a[0])
        return .void
      }
    },
  ]

  /// Changes a slice in place, without a second reference that would copy it.
  static func editingSlice(
    _ value: inout Value, _ body: (inout ArraySlice<Value>) throws -> Value
  ) throws -> Value {
    guard case .slice(var elements) = value else {
      throw RuntimeFault.type(expected: "a slice of an array", found: value.typeText)
    }
    value = .void
    defer { value = .slice(elements) }
    return try body(&elements)
  }

  private static func moved(_ index: Int, by distance: Int) throws -> Int {
    let (result, overflow) = index.addingReportingOverflow(distance)
    if overflow { throw RuntimeFault.overflow("+") }
    return result
  }

  private static func moved(_ index: Int, less other: Int) throws -> Int {
    let (result, overflow) = index.subtractingReportingOverflow(other)
    if overflow { throw RuntimeFault.overflow("-") }
    return result
  }
}
