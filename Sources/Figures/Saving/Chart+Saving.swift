import Glibc

extension Chart {
  /// The endings of file names that ``write(to:)`` knows.
  public static let knownExtensions = ["svg", "pdf", "png", "json", "txt"]

  /// Saves the chart in the form that the ending of the name tells: `.svg`, `.pdf`, `.png`, `.json` (Vega-Lite v5) or
  /// `.txt`.
  ///
  /// The file appears whole or not at all.
  ///
  /// - Throws: ``FigureError/unknownExtension(path:known:)`` for another ending, ``FigureError/unavailable(form:reason:)``
  ///   when the chart has no such form here, ``FigureError/cannotWrite(path:code:cause:)`` when the system refuses.
  public func write(to path: String) throws(FigureError) {
    try Self.save(try contents(for: path), to: path)
  }

  private func contents(for path: String) throws(FigureError) -> [UInt8] {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
    switch ending {
    case "svg": return Array(SVG.text(drawn()).utf8)
    case "pdf": return PDF.bytes(drawn(), title: title)
    case "txt": return Array((text + "\n").utf8)
    case "png":
      switch png(SVG.text(drawn())) {
      case .success(let bytes): return bytes
      case .failure(let failure): throw .unavailable(form: "PNG", reason: failure.reason)
      }
    case "json":
      guard let spec = vegaLite() else {
        throw .unavailable(form: "JSON", reason: "Vega-Lite has no picture tiles; use .svg, .pdf or .png")
      }
      return Array((spec + "\n").utf8)
    default:
      throw .unknownExtension(path: path, known: Self.knownExtensions)
    }
  }

  /// Writes beside the file and renames, so that no reader sees half a figure.
  private static func save(_ bytes: [UInt8], to path: String) throws(FigureError) {
    let partial = path + ".partial"
    func failure() -> FigureError {
      let code = errno
      return .cannotWrite(path: path, code: code, cause: SVGConverter.cause(code))
    }
    let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure() }
    let isWritten = SVGConverter.writeAll(bytes, to: file)
    let error = failure()
    close(file)
    guard isWritten else {
      unlink(partial)
      throw error
    }
    guard rename(partial, path) == 0 else {
      let error = failure()
      unlink(partial)
      throw error
    }
  }
}
