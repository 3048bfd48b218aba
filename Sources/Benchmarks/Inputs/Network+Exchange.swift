import Networks
import Tensors

extension Network {
  /// Writes weights and biases as the peers' scripts expect them: `weight0`, `bias0`, `weight1`, ….
  /// - Throws: `TemporaryFolderError`.
  func write(to folder: borrowing TemporaryFolder) throws(TemporaryFolderError) {
    for index in summary.indices {
      try folder.write(parameters[2 * index].value.floats, as: "weight\(index)")
      try folder.write(parameters[2 * index + 1].value.floats, as: "bias\(index)")
    }
  }

  /// The widths from input to output, as a request spells them.
  var spelledWidths: String { widths.map(String.init).joined(separator: " ") }

  /// The widths of a dense network, the inputs first.
  var widths: [Int] { [inputWidth] + summary.map { $0.shape[0] } }
}
