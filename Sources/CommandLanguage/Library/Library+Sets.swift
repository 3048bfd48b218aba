extension Library {
  /// Members of sets.
  static let setMembers: [LibraryMember] = [
    row(.set, "union(_ other: [E]) -> Set<E>", "the elements of either") { _, a in
      var result = try entries(a[0])
      for element in try a[1].elements() where result[element] == nil { result[element] = .void }
      return .set(result)
    },
    row(.set, "intersection(_ other: [E]) -> Set<E>", "the elements of both") { _, a in
      let other = try entries(a[1])
      return .set(DictionaryValue(try a[0].elements().filter { other[$0] != nil }.map { ($0, .void) }))
    },
    row(.set, "subtracting(_ other: [E]) -> Set<E>", "the elements that the other lacks") { _, a in
      let other = try entries(a[1])
      return .set(DictionaryValue(try a[0].elements().filter { other[$0] == nil }.map { ($0, .void) }))
    },
    row(.set, "symmetricDifference(_ other: [E]) -> Set<E>", "the elements of one of the two alone") { _, a in
      try symmetricDifference(a[0], a[1])
    },
    row(.set, "isSubset(of other: [E]) -> Bool", "whether the other has every element") { _, a in
      .bool(try isSubset(a[0], of: a[1]))
    },
    row(.set, "isSuperset(of other: [E]) -> Bool", "whether it has every element of the other") { _, a in
      .bool(try isSubset(a[1], of: a[0]))
    },
    row(.set, "isStrictSubset(of other: [E]) -> Bool", "whether the other has every element, and more") { _, a in
      .bool(try isSubset(a[0], of: a[1]) && !(isSubset(a[1], of: a[0])))
    },
    row(.set, "isStrictSuperset(of other: [E]) -> Bool", "whether it has every element of the other, and more") {
      _, a in
      .bool(try isSubset(a[1], of: a[0]) && !(isSubset(a[0], of: a[1])))
    },
    row(.set, "isDisjoint(with other: [E]) -> Bool", "whether the two share no element") { _, a in
      let own = try entries(a[0])
      return .bool(try a[1].elements().allSatisfy { own[$0] == nil })
    },
    row(.set, "filter(_ isIncluded: (E) -> Bool) -> Set<E>", "the elements for which a function holds") { call, a in
      let function = try a[1].function()
      let kept = try a[0].elements().filter { try call.machine.apply(function, $0).bool() }
      return .set(DictionaryValue(kept.map { ($0, .void) }))
    },
    changing(.set, "formUnion(_ other: [E])", "takes in the elements of another") { _, value, a in
      let more = try a[0].elements()
      return try editingEntries(&value) { entries in
        for element in more where entries[element] == nil { entries[element] = .void }
        return .void
      }
    },
    changing(.set, "formIntersection(_ other: [E])", "keeps the elements that the other has too") { _, value, a in
      let other = try entries(a[0])
      return try editingEntries(&value) { entries in
        for (element, _) in Array(entries) where other[element] == nil { entries[element] = nil }
        return .void
      }
    },
    changing(.set, "subtract(_ other: [E])", "takes out the elements of another") { _, value, a in
      let other = try a[0].elements()
      return try editingEntries(&value) { entries in
        for element in other { entries[element] = nil }
        return .void
      }
    },
    changing(.set, "formSymmetricDifference(_ other: [E])", "keeps the elements of one of the two alone") {
      _, value, a in
      value = try symmetricDifference(value, a[0])
      return .void
    },
    changing(.set, "insert(_ element: E) -> (inserted: Bool, memberAfterInsert: E)", "adds an element") { _, value, a in
      try editingEntries(&value) { entries in
        let isNew = entries[a[0]] == nil
        if isNew { entries[a[0]] = .void }
        return .tuple(TupleValue([.bool(isNew), a[0]], labels: ["inserted", "memberAfterInsert"]))
      }
    },
    changing(.set, "update(with element: E) -> E?", "adds an element and returns the equal one that was there") {
      _, value, a in
      try editingEntries(&value) { entries in
        let isThere = entries[a[0]] != nil
        entries[a[0]] = .void
        return isThere ? .some(a[0]) : .none
      }
    },
    changing(.set, "remove(_ element: E) -> E?", "takes out an element") { _, value, a in
      try editingEntries(&value) { entries in
        let isThere = entries[a[0]] != nil
        entries[a[0]] = nil
        return isThere ? .some(a[0]) : .none
      }
    },
    changing(.set, "removeFirst() -> E", "takes out the element that was added first") { _, value, _ in
      try editingEntries(&value) { entries in
        guard let first = entries.first else {
          throw RuntimeFault("empty-collection", "'removeFirst' on an empty set", mend: "use 'popFirst'")
        }
        entries[first.key] = nil
        return first.key
      }
    },
    changing(.set, "popFirst() -> E?", "takes out the element that was added first, nil when there is none") {
      _, value, _ in
      try editingEntries(&value) { entries in
        guard let first = entries.first else { return .none }
        entries[first.key] = nil
        return .some(first.key)
      }
    },
    changing(.set, "removeAll(keepingCapacity: Bool = false)", "takes out all elements") { _, value, _ in
      value = .set(DictionaryValue())
      return .void
    },
    changing(.set, "reserveCapacity(_ count: Int)", "makes room ahead of time") { _, _, _ in .void },
  ]

  /// The elements of a sequence as the entries of a set.
  private static func entries(_ value: Value) throws -> DictionaryValue {
    if case .set(let entries) = value { return entries }
    return DictionaryValue(try value.elements().map { ($0, .void) })
  }

  private static func isSubset(_ value: Value, of other: Value) throws -> Bool {
    let other = try entries(other)
    return try value.elements().allSatisfy { other[$0] != nil }
  }

  private static func symmetricDifference(_ value: Value, _ other: Value) throws -> Value {
    let (own, other) = (try entries(value), try entries(other))
    let alone = own.map(\.key).filter { other[$0] == nil } + other.map(\.key).filter { own[$0] == nil }
    return .set(DictionaryValue(alone.map { ($0, .void) }))
  }
}
