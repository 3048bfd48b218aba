import CommandLanguage

extension ParameterValue {
  /// The value as cells have it.
  var value: Value {
    switch self {
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .bool(let value): .bool(value)
    case .string(let text): .string(text)
    case .null: .none
    case .array(let elements): .array(elements.map(\.value))
    case .dictionary(let members):
      .dictionary(DictionaryValue(members.map { (Value.string($0.name), $0.value.value) }))
    }
  }
}
