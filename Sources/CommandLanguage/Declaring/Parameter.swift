/// What the table knows of one parameter, whatever its Swift type: read by the checker, completion, inspection and
/// the manual.
public struct ParameterDescription: Sendable {
  /// The label of the argument, or nil when it is written without one.
  public let label: String?
  /// The name by which help and diagnostics call it; the label, if there is one.
  public let name: String
  /// The type of the argument.
  public let type: ValueType
  /// The value when the argument is left out; nil when it must be given.
  public let defaultValue: Value?
  /// One sentence: what it is for.
  public let summary: String
  /// The unit of a number, such as `epochs` or `pixels`.
  public let unit: String?
  /// Whether the argument is the path of a file or folder, so that completion offers what is there.
  public internal(set) var isPath = false
  /// How the default is written in a cell, where that is not its text.
  public internal(set) var writtenDefault: String?

  /// The default as a signature shows it; nil when the argument must be given.
  public var defaultText: String? { writtenDefault ?? defaultValue?.literalText }

  /// `epochs: Int = 10`, as a signature shows it.
  public var signature: String {
    "\(label ?? "_ \(name)"): \(type)" + (defaultText.map { " = \($0)" } ?? "")
  }
}

/// A typed parameter of a command or method.
public struct Parameter<Input: ValueConvertible>: Sendable {
  /// What the table keeps.
  public let parameterDescription: ParameterDescription

  /// An argument written without a label.
  /// - Parameters:
  ///   - isPath: the argument is the path of a file or folder, whose names completion offers
  ///   - written: how a cell would write the default, where that is not its text
  public static func positional(
    _ name: String, _ type: Input.Type, default defaultValue: Input? = nil, _ summary: String, unit: String? = nil,
    signature: ValueType? = nil, isPath: Bool = false, written: String? = nil
  ) -> Parameter {
    Parameter(nil, name, defaultValue, summary, unit, signature, isPath, written)
  }

  /// An argument written with a label. A parameter of an optional type is nil unless it is given.
  /// - Parameter signature: the type of a function that the argument must be, such as `() -> Void`.
  public static func labelled(
    _ label: String, _ type: Input.Type, default defaultValue: Input? = nil, _ summary: String, unit: String? = nil,
    signature: ValueType? = nil, isPath: Bool = false, written: String? = nil
  ) -> Parameter {
    Parameter(label, label, defaultValue, summary, unit, signature, isPath, written)
  }

  private init(
    _ label: String?, _ name: String, _ defaultValue: Input?, _ summary: String, _ unit: String?,
    _ signature: ValueType?, _ isPath: Bool, _ written: String?
  ) {
    let type = signature ?? Input.valueType
    var standard = defaultValue?.value
    if standard == nil, case .optional = type { standard = Value.none }
    parameterDescription = ParameterDescription(
      label: label, name: name, type: type, defaultValue: standard, summary: summary, unit: unit, isPath: isPath,
      writtenDefault: written)
  }
}
