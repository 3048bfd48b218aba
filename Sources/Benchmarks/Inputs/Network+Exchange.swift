import Networks
import Tensors

extension Network {
  /// Writes weights and biases as the peers' scripts expect them: `weight0`, `bias0`, `weight1`, ….
  /// - Throws: `TemporaryFolderError`.
  func write(to folder: borrowing TemporaryFolder) throws(TemporaryFolderError) {
    for index in dense.indices {
      try folder.write(parameters[2 * index].value.floats, as: "weight\(index)")
      try folder.write(parameters[2 * index + 1].value.floats, as: "bias\(index)")
    }
  }

  /// The widths from input to output, as a request spells them.
  var spelledWidths: String { ([inputWidth] + dense.map(\.outputs)).map(String.init).joined(separator: " ") }
}
