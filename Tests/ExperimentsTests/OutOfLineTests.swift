import Experiments
import Tensors
import Testing

@Suite("Fourier sensitivity as a reproduction")
struct OutOfLineTests {
  @Test("gives the same bits on any number of threads, and differences from the dense network that begin at 0")
  func threads() throws {
    let digits = try EveryReproductionTests.digits(train: 130)
    func measured(_ threads: Int) throws -> Measurement {
      Parallel.threadCount = threads
      defer { Parallel.threadCount = Parallel.processorCount }
      return try Reproduction.outOfLine.measure(Trial(seed: 1, data: [digits, digits]))
    }
    let one = try measured(1)
    #expect(try one == measured(2))
    let differences = one.series.filter { $0.panel == 5 }
    #expect(differences.count == 3 && differences.allSatisfy { $0.x.first == 0 && $0.y.first == 0 })
    #expect(one.values.allSatisfy { $0 != nil })
  }

  @Test("stops when it is asked to")
  func interrupt() throws {
    let digits = try EveryReproductionTests.digits(train: 130)
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { _ in flag.raise() }
    #expect(throws: Interrupted.self) {
      try Reproduction.outOfLine.measure(Trial(seed: 1, data: [digits, digits], checkpoint: checkpoint))
    }
  }
}
