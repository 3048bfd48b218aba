extension RobustnessError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .fewPoints(let found):
      "a line of robustness with errors needs the accuracies of at least 3 networks, found \(found); measure "
        + "more networks"
    case .counts(let clean, let shifted):
      "each network needs a clean and a shifted accuracy: expected as many of one as of the other, found \(clean) and "
        + "\(shifted); leave networks out that lack one"
    case .accuracy(let found, let set, let index):
      "accuracies are fractions from 0 to 1, found \(found) as the \(set) accuracy of network \(index); divide percent "
        + "by 100"
    case .equalAccuracies(let found):
      "a line needs networks of different clean accuracy, found \(found) for all; add weaker or stronger networks"
    case .images(let found, let set):
      "the \(set) set needs at least 1 image, found \(found); give the number that the accuracies are over"
    case .confidence(let found):
      "a confidence lies between 0 and 1, both excluded, found \(found); use 0.95"
    }
  }
}
