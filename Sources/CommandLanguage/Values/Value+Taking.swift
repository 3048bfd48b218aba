/// Moving what a value holds out of its place, `()` staying behind: the one who takes it then has the only reference, and
/// changes it without a copy.
///
/// Functions of their own: where a `switch` binds the payload of an enumeration, the enumeration keeps a reference to its
/// end.
extension Value {
  mutating func take() -> Value {
    withUnsafeMutablePointer(to: &self) { place in
      let value = place.move()
      place.initialize(to: .void)
      return value
    }
  }

  /// The elements of an array; nil, and nothing is moved, for another value. The others are alike.
  mutating func takeArray() -> [Value]? {
    guard case .array = self, case .array(let elements) = take() else { return nil }
    return elements
  }

  mutating func takeDictionary() -> DictionaryValue? {
    guard case .dictionary = self, case .dictionary(let entries) = take() else { return nil }
    return entries
  }

  mutating func takeTuple() -> TupleValue? {
    guard case .tuple = self, case .tuple(let tuple) = take() else { return nil }
    return tuple
  }

  mutating func takeInstance() -> Instance? {
    guard case .instance = self, case .instance(let instance) = take() else { return nil }
    return instance
  }

  /// What an optional holds.
  mutating func takeWrapped() -> Value? {
    guard case .some = self, case .some(let wrapped) = take() else { return nil }
    return wrapped
  }
}
