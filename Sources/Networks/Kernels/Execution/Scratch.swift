/// Memory that stages use one after another, as large as the greediest of them has asked for.
final class Scratch {
  private var buffer = FloatBuffer(count: 0)
  private var count = 0
  /// Threads that may have a part each.
  let workers: Int

  init(workers: Int) { self.workers = workers }

  /// `count` floats of no particular content, the same until more are asked for.
  func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    if count > self.count {
      buffer = FloatBuffer(count: count)
      self.count = count
    }
    return buffer.base
  }
}
