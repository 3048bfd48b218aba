/// A value of a structure or enumeration that a cell declares.
public struct Instance: Sendable {
  /// The declaration that the value belongs to.
  package let type: NominalType
  /// The case of an enumeration by its place in the declaration; 0 for a structure.
  package var caseIndex: Int
  /// The stored properties of a structure in order, or the payload of a case.
  package var fields: [Value]
}
