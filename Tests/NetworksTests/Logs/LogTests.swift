import Datasets
import Networks
import Testing

@Suite struct LogTests {
  private let run: TrainingRun

  init() throws {
    run = try train(
      .mlp([64, 10]), on: .digits(train: 60, validation: 20, test: 20), TrainingSettings(epochs: 2, batch: 30))
  }

  @Test("the log has every number of the history, then the results, a line each")
  func lines() throws {
    let lines = MetricLog(run).csv.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(
      lines.map { "\($0[0]),\($0[1])" }
        == [
          "batch_loss,2", "batch_accuracy,2", "validation_loss,2", "validation_accuracy,2", "batch_loss,4",
          "batch_accuracy,4", "validation_loss,4", "validation_accuracy,4", "train_loss,4", "train_accuracy,4",
          "test_loss,4", "test_accuracy,4",
        ])
    // Every digit: the text reads back to the same number.
    #expect(Double(lines[4][2]) == run.history[1].train.loss)
    #expect(Double(lines[11][2]) == run.test?.accuracy)
  }

  /// Bytes of the first record by the definition of TFRecord and of the message, check sums from the crc32c package.
  @Test("an event file begins with its version and frames every record")
  func frames() throws {
    let bytes = EventFile(MetricLog(run)).bytes
    #expect(
      bytes.prefix(12) == [24, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22]
        && bytes[12..<36] == [9, 0, 0, 0, 0, 0, 0, 0, 0, 26, 13] + Array("brain.Event:2".utf8))
    var offset = 0
    var records = 0
    while offset < bytes.count {
      let length = (0..<8).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
      offset += 16 + length
      records += 1
    }
    #expect(offset == bytes.count && records == 13)
    #expect(EventFile(MetricLog(run)) == EventFile(MetricLog(run)))
  }
}
