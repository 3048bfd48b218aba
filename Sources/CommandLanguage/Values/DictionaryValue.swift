/// A dictionary that keeps the order in which its keys were first set, so that a cell always prints the same.
public struct DictionaryValue: Sendable {
  private var entries: [(key: Value, value: Value)?] = []
  private var places: [Value: Int] = [:]
  /// Where the first entry is: those before it have been removed.
  private var start = 0

  /// An empty dictionary.
  public init() {}

  /// A dictionary of pairs; a later pair replaces an earlier one of the same key, in its place.
  public init(_ pairs: some Sequence<(Value, Value)>) {
    for (key, value) in pairs { self[key] = value }
  }

  /// The number of keys.
  public var count: Int { places.count }

  /// The pair whose key was set first.
  package var first: (key: Value, value: Value)? { start < entries.count ? entries[start] : nil }

  /// The value of a key; setting nil removes the key.
  /// - Complexity: O(1) expected; removing is amortised O(1).
  public subscript(key: Value) -> Value? {
    get { places[key].flatMap { entries[$0]?.value } }
    set {
      if let newValue {
        if let place = places[key] {
          entries[place]?.value = newValue
        } else {
          places[key] = entries.count
          entries.append((key, newValue))
        }
      } else if let place = places.removeValue(forKey: key) {
        entries[place] = nil
        while start < entries.count, entries[start] == nil { start += 1 }
        if entries.count > 2 * places.count + 8 { compact() }
      }
    }
  }

  /// Takes a value out for changing in place, leaving `()` there; nil when the key is absent.
  package mutating func take(_ key: Value) -> Value? {
    guard let place = places[key], let value = entries[place]?.value else { return nil }
    entries[place]?.value = .void
    return value
  }

  /// Changes the value of a key in its place, one that is put there first where there is none.
  package mutating func change(
    _ key: Value, orInsert standard: Value, _ body: (inout Value) throws -> Void
  ) rethrows {
    let place: Int
    if let known = places[key] {
      place = known
    } else {
      place = entries.count
      places[key] = place
      entries.append((key, standard))
    }
    var value = entries[place]?.value ?? .void
    entries[place]?.value = .void
    defer { entries[place]?.value = value }
    try body(&value)
  }

  private mutating func compact() {
    entries.removeAll { $0 == nil }
    start = 0
    for (place, entry) in entries.enumerated() {
      if let entry { places[entry.key] = place }
    }
  }
}

extension DictionaryValue: Sequence {
  /// The pairs in order of insertion.
  public func makeIterator() -> some IteratorProtocol<(key: Value, value: Value)> {
    entries[start...].lazy.compactMap(\.self).makeIterator()
  }
}
