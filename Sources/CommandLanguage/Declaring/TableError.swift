/// A mistake in the declarations of a table, found when it is made.
public struct TableError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    /// Two modules have one name.
    case duplicateModule
    /// A type's name is declared by both modules, which may be one.
    case duplicateType(modules: [String])
    /// A command of one name with the same labels and types is declared by both modules, which may be one.
    case duplicateCommand(labels: String, modules: [String])
    /// An operator between the same types is declared by both modules, which may be one.
    case duplicateOperator(operands: [String], modules: [String])
    /// A member of a type with the same labels and types is declared twice.
    case duplicateMember(labels: String)
    case duplicateLabel(String)
    case defaultOfOtherType(parameter: String, expected: String, found: String)
    case undeclaredType(String)
    case exampleDoesNotParse(String)
    case notAnIdentifier(String)
  }

  /// The declaration at fault.
  public let place: String
  /// What is wrong with it.
  public let problem: Problem

  /// A mistake at a declaration.
  public init(place: String, problem: Problem) {
    self.place = place
    self.problem = problem
  }
}
