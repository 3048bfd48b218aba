/// A type of the domain that the command language handles without knowing it: a network, a tensor, a score.
public protocol ForeignValue: ValueConvertible {
  /// The name by which cells call the type.
  static var typeName: String { get }

  /// The text that `print` and interpolation show. The default is the name of the type.
  var displayText: String { get }

  /// A few words for lists of variables: shape, counts. The default is the first line of `displayText`.
  var previewText: String { get }

  /// Whether a cell's `==` finds two values equal; nil means that the type does not compare.
  func isEqual(to other: any ForeignValue) -> Bool?
}

extension ForeignValue {
  public static var valueType: ValueType { .foreign(typeName) }

  public static func from(_ value: Value) -> Self? {
    guard case .foreign(let object) = value else { return nil }
    return object as? Self
  }

  public var value: Value { .foreign(self) }

  public var displayText: String { Self.typeName }

  public var previewText: String {
    displayText.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? Self.typeName
  }

  public func isEqual(to other: any ForeignValue) -> Bool? { nil }
}

extension ForeignValue where Self: Equatable {
  public func isEqual(to other: any ForeignValue) -> Bool? { (other as? Self).map { $0 == self } }
}
