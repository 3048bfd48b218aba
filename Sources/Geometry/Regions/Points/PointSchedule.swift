/// How points and directions are cut into shards: a function of shapes alone.
struct PointSchedule {
  /// Points N.
  let points: Int
  /// Directions or gradients a point R.
  let rows: Int
  /// Points of a chunk.
  let chunk: Int
  /// Rows of a point that are followed at once.
  let block: Int
  /// Parts that a point's rows are cut into, so that few points keep all threads busy.
  let groups: Int

  /// Numbers held for a stage by a shard: 8 MB.
  private static let capacity = 1 << 20
  /// Multiplications between two looks for an interrupt: 4 ms at 50 GFLOP/s.
  private static let work = 100_000_000
  /// Shards that keep any thread count of a usual machine busy.
  private static let shards = 16
  /// Chunks between two reports.
  private static let round = 16

  /// - Parameter stages: those that rows are followed through.
  init(points: Int, rows: Int, stages: ArraySlice<AffineStage>) {
    let width = stages.reduce(1) { max($0, $1.inputCount, $1.outputCount) }
    let most = stages.reduce(1) { max($0, $1.multiplications) }
    let budget = max(min(Self.capacity / width, Self.work / most), 8)
    self.points = points
    self.rows = rows
    block = min(max(rows, 1), budget)
    chunk = max(min(budget / block, (points + Self.shards - 1) / Self.shards), 1)
    let chunks = (points + chunk - 1) / chunk, blocks = (rows + block - 1) / block
    groups = max(min(blocks, Self.shards / chunks), 1)
  }

  var chunks: Int { (points + chunk - 1) / chunk }

  func points(of chunk: Int) -> Range<Int> { chunk * self.chunk..<min((chunk + 1) * self.chunk, points) }

  /// The rows of a group in blocks.
  func blocks(of group: Int) -> [Range<Int>] {
    let blocks = (rows + block - 1) / block
    return (group * blocks / groups..<(group + 1) * blocks / groups).map {
      $0 * block..<min(($0 + 1) * block, rows)
    }
  }

  /// Chunks in rounds, between which progress is told.
  var rounds: [Range<Int>] {
    stride(from: 0, to: chunks, by: Self.round).map { $0..<min($0 + Self.round, chunks) }
  }
}
