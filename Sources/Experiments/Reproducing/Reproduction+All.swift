extension Reproduction {
  /// Every reproduction, in the order of the papers' numbers; a cell knows each by its name.
  public static let all: [Reproduction] = [
    .dataDimensionality, .robustnessLottery, .riggedLottery, .linearModeConnectivity, .lotteryTickets,
    .sparseDoubleDescent, .activateWhilePruning, .outOfLine, .rethinkingPruning, .localGeneralization,
    .sparselyActivated, .unionOfManifolds, .dataGeometry, .unequalLotteries, .sparseTransfer, .earlyCroP,
    .bayesByBackprop, .dynamicDataPruning, .singleShot, .overlappingTickets,
  ]
}
