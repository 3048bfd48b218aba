/// A checked and compiled cell.
struct Program {
  /// One statement of the cell and the names that it declares once it has run.
  struct Step {
    var routine: Routine?
    var declared: [(name: String, meaning: Meaning)]
    /// Whether the value of the statement is what the cell shows.
    var isResult: Bool
  }

  var text: CellText
  var steps: [Step]
  var nominals: [Int: NominalType]
}
