public import CommandLanguage
public import Datasets

extension Manifold: ForeignValue {
  public static var typeName: String { "Manifold" }
  public var displayText: String { description }
}
