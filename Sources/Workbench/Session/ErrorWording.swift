import Archives
import CommandLanguage
import Datasets
import Experiments
import Figures
import Geometry
import Networks
import Pruning
import Tensors

/// The wording of errors that commands throw: each room describes its own, here they get the name by which a notebook
/// knows them.
enum ErrorWording {
  @Sendable
  static func text(for error: any Error) -> ErrorText? {
    switch error {
    case let error as TensorError: ErrorText(id: "tensor-shape", message: error.description)
    case let error as ArchiveError: ErrorText(id: "file", message: error.description)
    case let error as DatasetError: ErrorText(id: "data", message: error.description)
    case let error as DownloadError: ErrorText(id: "download", message: error.description)
    case let error as NetworkError: ErrorText(id: "network", message: error.description)
    case let error as PruningError: ErrorText(id: "pruning", message: error.description)
    case let error as ExperimentError: ErrorText(id: "experiment", message: error.description)
    case let error as DimensionError: ErrorText(id: "dimension", message: error.description)
    case let error as HullError: ErrorText(id: "hull", message: error.description)
    case let error as RegionError: ErrorText(id: "regions", message: error.description)
    case let error as FourierError: ErrorText(id: "fourier", message: error.description)
    case let error as FigureError: ErrorText(id: "figure", message: error.description)
    case let error as IncludedFailure:
      ErrorText(id: error.diagnostics.first?.id ?? "included", message: error.description)
    case let error as NoReader: ErrorText(id: "no-reader", message: error.description)
    case let error as ForeignHost: ErrorText(id: "host", message: error.description)
    default: nil
    }
  }
}
