/// A value of a structure or enumeration that a cell declares.
public struct Instance: Sendable {
  /// What values of one structure, or of one case of an enumeration, have in common.
  package final class Shape: Sendable {
    let type: NominalType
    let caseIndex: Int

    init(type: NominalType, caseIndex: Int) {
      self.type = type
      self.caseIndex = caseIndex
    }
  }

  // One reference for declaration and case, so that an instance takes no more room than a text.
  package let shape: Shape
  /// The stored properties of a structure in order, or the payload of a case.
  package var fields: [Value]

  package init(shape: Shape, fields: [Value]) {
    self.shape = shape
    self.fields = fields
  }

  /// The declaration that the value belongs to.
  package var type: NominalType { shape.type }
  /// The case of an enumeration by its place in the declaration; 0 for a structure.
  package var caseIndex: Int { shape.caseIndex }
}
