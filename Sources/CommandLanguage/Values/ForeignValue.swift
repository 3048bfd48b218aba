/// A type of the domain that the command language handles without knowing it: a network, a tensor, a score.
public protocol ForeignValue: ValueConvertible {
  /// The name by which cells call the type.
  static var typeName: String { get }

  /// The text that `print` and interpolation show. The default is the name of the type.
  var displayText: String { get }

  /// A few words for lists of variables: shape, counts. The default is the first line of `displayText`. It is asked for
  /// after every cell, so it must cost little however large the value is.
  var previewText: String { get }

  /// Whether a cell's `==` finds two values equal; nil means that the type does not compare.
  func isEqual(to other: any ForeignValue) -> Bool?
}

extension ForeignValue {
  /// The declared type of the same name.
  public static var valueType: ValueType { .foreign(typeName) }

  /// The object, when the value holds one of this Swift type.
  public static func from(_ value: Value) -> Self? {
    guard case .foreign(let object) = value else { return nil }
    return object as? Self
  }

  /// The object as cells see it.
  public var value: Value { .foreign(self) }

  /// The name of the type.
  public var displayText: String { Self.typeName }

  /// The first line of `displayText`.
  public var previewText: String {
    displayText.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? Self.typeName
  }

  /// Nil: the type does not compare.
  public func isEqual(to other: any ForeignValue) -> Bool? { nil }
}

extension ForeignValue where Self: Equatable {
  /// Whether the other is of the same Swift type and equal.
  public func isEqual(to other: any ForeignValue) -> Bool? { (other as? Self).map { $0 == self } }
}
