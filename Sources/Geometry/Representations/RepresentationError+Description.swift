extension RepresentationError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .shape(let name, let expected, let found): "\(name): expected \(expected), found shape \(found)"
    case .labels(let found, let rows):
      "expected one label a row, \(rows) labels, found \(found); pass the labels of the same samples"
    case .label(let label, let row, let classes):
      "label \(label) of row \(row) is no class: expected 0 to \(classes - 1); pass as many class vectors as classes"
    case .notFinite(let name, let row, let column, let value):
      "\(name) hold \(value) in row \(row), column \(column); expected finite numbers below 2²⁰⁰; remove the row or "
        + "train with a lower rate"
    case .tooFew(let name, let needed, let found, let measure):
      "\(measure) needs at least \(needed) \(name), found \(found); take more"
    case .rows(let first, let second):
      "two representations are compared sample by sample: found \(first) and \(second) rows; pass the same samples"
    case .otherLabels(let row):
      "two measurements are compared sample by sample, but the labels differ from row \(row) on; measure both on the "
        + "same samples in the same order"
    case .parameter(let name, let found, let expected):
      "'\(name)' must be \(expected); found \(found.rounded() == found && abs(found) < 1e15 ? "\(Int(found))" : "\(found)")"
    case .notADistance(let row, let column, let value):
      "distances are finite, at least 0, symmetric and 0 on the diagonal: found \(value) in row \(row), column "
        + "\(column); pass a matrix of distances"
    case .memory(let needed, let limit):
      "the layers need \(needed >> 20) MB and may take \(limit >> 20) MB; take fewer samples"
    }
  }
}
