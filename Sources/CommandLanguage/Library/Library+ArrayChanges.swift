extension Library {
  /// Methods that change an array.
  static let arrayChanges: [LibraryMember] = [
    changing(.array, "append(_ element: E)", "adds an element at the end") { _, value, a in
      try edit(&value) { $0.append(a[0]) }
    },
    changing(.array, "append(contentsOf elements: [E])", "adds elements at the end") { _, value, a in
      let more = try a[0].elements()
      return try edit(&value) { $0 += more }
    },
    changing(.array, "insert(_ element: E, at index: Int)", "puts an element at a place") { _, value, a in
      let index = try a[1].int()
      return try edit(&value) { elements in
        guard index >= 0, index <= elements.count else { throw RuntimeFault.index(index, elements.count + 1) }
        elements.insert(a[0], at: index)
      }
    },
    changing(.array, "insert(contentsOf elements: [E], at index: Int)", "puts elements at a place") { _, value, a in
      let (more, index) = (try a[0].elements(), try a[1].int())
      return try edit(&value) { elements in
        guard index >= 0, index <= elements.count else { throw RuntimeFault.index(index, elements.count + 1) }
        elements.insert(contentsOf: more, at: index)
      }
    },
    changing(.array, "remove(at index: Int) -> E", "takes out the element at a place") { _, value, a in
      let index = try a[0].int()
      return try editing(&value) { elements in
        guard index >= 0, index < elements.count else { throw RuntimeFault.index(index, elements.count) }
        return elements.remove(at: index)
      }
    },
    changing(.array, "removeLast() -> E", "takes out the last element") { _, value, _ in
      try editing(&value) { elements in
        guard !elements.isEmpty else { throw RuntimeFault.emptied("removeLast") }
        return elements.removeLast()
      }
    },
    changing(.array, "removeLast(_ count: Int)", "takes out the last elements") { _, value, a in
      try edit(&value) { $0.removeLast(try Dynamic.removable(a[0], of: $0.count, "removeLast")) }
    },
    changing(.array, "removeFirst() -> E", "takes out the first element") { _, value, _ in
      try editing(&value) { elements in
        guard !elements.isEmpty else { throw RuntimeFault.emptied("removeFirst") }
        return elements.removeFirst()
      }
    },
    changing(.array, "removeFirst(_ count: Int)", "takes out the first elements") { _, value, a in
      try edit(&value) { $0.removeFirst(try Dynamic.removable(a[0], of: $0.count, "removeFirst")) }
    },
    changing(.array, "popLast() -> E?", "takes out the last element, nil when there is none") { _, value, _ in
      try editing(&value) { .optional($0.popLast()) }
    },
    changing(.array, "removeSubrange(_ range: Range<Int>)", "takes out the elements of a range") { _, value, a in
      try edit(&value) { $0.removeSubrange(try Dynamic.bounds(a[0], in: $0.indices)) }
    },
    changing(.array, "removeSubrange(_ range: ClosedRange<Int>)", "takes out the elements of a range") { _, value, a in
      try edit(&value) { $0.removeSubrange(try Dynamic.bounds(a[0], in: $0.indices)) }
    },
    changing(
      .array, "replaceSubrange(_ range: Range<Int>, with elements: [E])", "puts elements in the place of a range"
    ) { _, value, a in try replace(&value, a[0], with: a[1]) },
    changing(
      .array, "replaceSubrange(_ range: ClosedRange<Int>, with elements: [E])", "puts elements in the place of a range"
    ) { _, value, a in try replace(&value, a[0], with: a[1]) },
    changing(.array, "removeAll(keepingCapacity: Bool = false)", "takes out all elements") { _, value, a in
      let keepsCapacity = try a[0].bool()
      return try edit(&value) { $0.removeAll(keepingCapacity: keepsCapacity) }
    },
    changing(.array, "removeAll(where predicate: (E) -> Bool)", "takes out the elements for which a function holds") {
      call, value, a in
      let function = try a[0].function()
      let kept = try value.elements().filter { try !call.machine.apply(function, $0).bool() }
      value = .array(kept)
      return .void
    },
    changing(
      .array, "partition(by belongsBehind: (E) -> Bool) -> Int",
      "moves the elements for which a function holds behind the others; gives the place of the first of them"
    ) { call, value, a in
      let function = try a[0].function()
      var elements = try value.elements()
      let place = try elements.partition { try call.machine.apply(function, $0).bool() }
      value = .array(elements)
      return .int(place)
    },
    changing(.array, "sort()", "puts the elements in ascending order") { _, value, _ in
      value = .array(try Sorting.sorted(try value.elements()))
      return .void
    },
    changing(.array, "sort(by before: (E, E) -> Bool)", "puts the elements in the order of a function") {
      call, value, a in
      let function = try a[0].function()
      value = .array(try Sorting.sorted(try value.elements()) { try call.machine.apply(function, $0, $1).bool() })
      return .void
    },
    changing(.array, "reverse()", "turns the order around") { _, value, _ in try edit(&value) { $0.reverse() } },
    changing(.array, "shuffle(seed: Int)", "puts the elements in a random order that a seed fixes") { _, value, a in
      let seed = try a[0].int()
      return try edit(&value) { shuffle(&$0, seed: seed) }
    },
    changing(.array, "swapAt(_ i: Int, _ j: Int)", "exchanges two elements") { _, value, a in
      let (i, j) = (try a[0].int(), try a[1].int())
      return try edit(&value) { elements in
        for index in [i, j] where index < 0 || index >= elements.count {
          throw RuntimeFault.index(index, elements.count)
        }
        elements.swapAt(i, j)
      }
    },
    changing(.array, "reserveCapacity(_ count: Int)", "makes room ahead of time") { _, _, _ in .void },
  ]

  /// Puts elements in the place of a range of an array: `replaceSubrange`, and `a[1...2] = [9]`.
  static func replace(_ value: inout Value, _ range: Value, with elements: Value) throws -> Value {
    let more = try elements.elements()
    if case .slice = value {
      return try editingSlice(&value) { slice in
        slice.replaceSubrange(try Dynamic.bounds(range, in: slice.indices), with: more)
        return .void
      }
    }
    return try edit(&value) { $0.replaceSubrange(try Dynamic.bounds(range, in: $0.indices), with: more) }
  }

  /// Sets an element of a slice.
  static func setElement(_ value: inout Value, _ index: Value, _ element: Value) throws -> Value {
    let index = try index.int()
    return try editingSlice(&value) { slice in
      guard slice.indices.contains(index) else { throw Dynamic.outside("\(index)", slice.indices, "index") }
      slice[index] = element
      return .void
    }
  }

  static func edit(_ value: inout Value, _ body: (inout [Value]) throws -> Void) throws -> Value {
    try editing(&value) { elements in
      try body(&elements)
      return .void
    }
  }

  /// Changes an array in place, without a second reference that would copy it.
  static func editing(_ value: inout Value, _ body: (inout [Value]) throws -> Value) throws -> Value {
    guard case .array(var elements) = value else {
      throw RuntimeFault.type(expected: "an array", found: value.typeText)
    }
    value = .void
    defer { value = .array(elements) }
    return try body(&elements)
  }
}

extension RuntimeFault {
  static func emptied(_ name: String) -> RuntimeFault {
    RuntimeFault("empty-collection", "'\(name)' on an empty array", mend: "look at 'isEmpty' first, or use 'popLast'")
  }
}
