/// A structure or enumeration that a cell declares: what the checker knows of it and what its values share.
package final class NominalType: @unchecked Sendable {
  // Unchecked: filled in while its cell is checked, constant afterwards.

  /// A stored property.
  struct Field {
    var name: String
    var type: ValueType
    var isMutable: Bool
    var defaultValue: Checked?
    /// What runs before and after it is set.
    var willSet: UserFunction?
    var didSet: UserFunction?
    var documentation: String?
  }

  /// A static property, computed when it is first read.
  final class Static {
    let slot: Slot
    let initializer: Routine?
    var isComputed = false

    init(slot: Slot, initializer: Routine? = nil) {
      self.slot = slot
      self.initializer = initializer
    }
  }

  /// A case of an enumeration.
  struct Case {
    /// A value that comes with the case.
    struct Part {
      var label: String?
      var type: ValueType
      var defaultValue: Checked?
    }

    var name: String
    var payload: [Part]
    var rawValue: Value?
    var documentation: String?
  }

  let name: String
  let identity: Int
  let isEnumeration: Bool
  /// What the cell says of it in a `///` comment.
  var documentation: String?
  var fields: [Field] = []
  var cases: [Case] = []
  var rawType: ValueType?
  var isCaseIterable = false
  var isComparable = false
  /// Methods, computed properties and static functions by name; the first parameter of the former is `self`.
  var methods: [String: [UserFunction]] = [:]
  var computed: [String: UserFunction] = [:]
  var setters: [String: UserFunction] = [:]
  var subscripts: [(getter: UserFunction, setter: UserFunction?)] = []
  var statics: [String: Static] = [:]
  var nestedTypes: [String: NominalType] = [:]
  /// Its own `==` and `<`.
  var equality: UserFunction?
  var order: UserFunction?
  /// Whether `description` is its text.
  var isDescribed = false
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
