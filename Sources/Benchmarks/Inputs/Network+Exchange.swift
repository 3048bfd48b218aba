import Networks
import Tensors

extension Network {
  /// Writes every parameter and statistic under its name, as the peer's script reads them.
  /// - Throws: `TemporaryFolderError`.
  func write(to folder: borrowing TemporaryFolder) throws(TemporaryFolderError) {
    for parameter in parameters { try folder.write(parameter.value.floats, as: parameter.name) }
  }

  /// The widths of a dense network, the inputs first, as a request spells them.
  var spelledWidths: String {
    ([inputWidth] + summary.map { $0.shape[0] }).map(String.init).joined(separator: " ")
  }
}
