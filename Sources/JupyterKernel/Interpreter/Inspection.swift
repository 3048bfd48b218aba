public import JupyterProtocol

/// What is known about a name in a cell.
public struct Inspection: Sendable, Hashable {
  /// The text to show, in one or several media types.
  public var bundle: MimeBundle

  /// An answer to an inspection.
  public init(bundle: MimeBundle) {
    self.bundle = bundle
  }
}
