import Testing
import Workbench

/// What `train` takes beside the network and the data, as it is written in a cell.
@Suite struct TrainingCommandTests {
  @Test("a closure sees each evaluation as it is written")
  func onEvaluation() throws {
    let bench = try Bench()
    let text = bench.text(
      #"""
      var losses: [Double] = []
      let run = train(mlp([64, 10]), on: digits(train: 100), epochs: 3, onEvaluation: { record in
        losses.append(record.train.loss)
      })
      "\(losses == run.history.map { $0.train.loss }) \(losses.count)"
      """#)
    #expect(text == "\"true 3\"")
  }

  @Test("an error in the closure ends the run, and is shown where it was made")
  func failing() throws {
    let bench = try Bench()
    let text = bench.text(
      """
      var count = 0
      struct Enough: Error {}
      do {
        let _ = train(mlp([64, 10]), on: digits(train: 100), epochs: 9, onEvaluation: { record in
          count += 1
          if count == 2 { throw Enough() }
        })
      } catch {}
      count
      """)
    #expect(text == "2")
  }

  @Test("schedule, clip, loss and augmentation are written as lists and members")
  func options() throws {
    let bench = try Bench()
    let text = bench.text(
      #"""
      let run = train(
        mlp([64, 10]), on: digits(train: 100).withLabelNoise(.symmetric(0.1)), epochs: 2, batch: 20,
        optimizer: .adamW(rate: 0.01), schedule: [.warmup(.epochs(1)), .cosine()], clip: .norm(1),
        loss: .crossEntropy(smoothing: 0.1), augmentation: [.flip, .crop(padding: 1)])
      run.description.contains("schedule: [.warmup(.epochs(1), from: 0.0), .cosine(to: 0.0)]\nclip: .norm(1.0)\n")
      """#)
    #expect(text == "true")
  }
}
