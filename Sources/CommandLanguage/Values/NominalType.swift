/// A structure or enumeration that a cell declares: what the checker knows of it and what its values share.
package final class NominalType: @unchecked Sendable {
  // Unchecked: filled in while its cell is checked, constant afterwards.

  /// A stored property.
  struct Field {
    var name: String
    var type: ValueType
    var isMutable: Bool
    var defaultValue: Checked?
  }

  /// A case of an enumeration.
  struct Case {
    var name: String
    var payload: [(label: String?, type: ValueType)]
    var rawValue: Value?
  }

  let name: String
  let identity: Int
  let isEnumeration: Bool
  var fields: [Field] = []
  var cases: [Case] = []
  var rawType: ValueType?
  var isCaseIterable = false
  var isComparable = false
  /// Methods, computed properties and static functions by name; the first parameter of the former is `self`.
  var methods: [String: [UserFunction]] = [:]
  var computed: [String: UserFunction] = [:]
  var statics: [String: Slot] = [:]
  var initializers: [UserFunction] = []

  init(name: String, identity: Int, isEnumeration: Bool) {
    self.name = name
    self.identity = identity
    self.isEnumeration = isEnumeration
  }

  /// An instance of a structure, or of a case of an enumeration by its place.
  func instance(_ caseIndex: Int = 0, _ fields: [Value] = []) -> Instance {
    Instance(shape: Instance.Shape(type: self, caseIndex: caseIndex), fields: fields)
  }

  var valueType: ValueType { .nominal(name, identity) }
  var storedNames: [String] { fields.map(\.name) }
}
