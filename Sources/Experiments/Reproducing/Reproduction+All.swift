extension Reproduction {
  /// Every reproduction, in the order of the papers' numbers; a cell knows each by its name.
  public static let all: [Reproduction] = [
    .sparselyActivated, .bayesByBackprop, .dynamicDataPruning,
  ]
}
