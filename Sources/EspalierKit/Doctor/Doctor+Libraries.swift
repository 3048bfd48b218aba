import CLineEditor
import CSodium
import CZeroMQ
import Tensors

extension Doctor {
  /// The libraries that the program was linked with, as they are on this machine.
  func libraries() -> [Finding] {
    [openBLAS(), zeroMQ(), sodium(), lineEditor()]
  }

  private func openBLAS() -> Finding {
    let version = BLAS.version.split(separator: " ").prefix(2).joined(separator: " ")
    let threads = Parallel.threadCount
    // The library itself runs one thread; the work is shared out in front of it.
    return Finding(
      .ok, "OpenBLAS", "\(version), kernels for \(BLAS.coreType), \(threads) thread\(threads == 1 ? "" : "s")")
  }

  private func zeroMQ() -> Finding {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    zmq_version(&major, &minor, &patch)
    let hasCurve = zmq_has("curve") == 1
    return Finding(
      hasCurve ? .ok : .note, "ZeroMQ",
      "\(major).\(minor).\(patch), \(hasCurve ? "with" : "without") encrypted connections (CurveZMQ)")
  }

  private func lineEditor() -> Finding {
    if line_editor_load() { return Finding(.ok, "libedit", "found; the prompt edits lines") }
    return Finding(
      .note, "libedit", "not found; the prompt takes lines as they are typed", mend: "install Debian's libedit2")
  }

  private func sodium() -> Finding {
    if sodium_init() < 0 {
      return Finding(
        .problem, "libsodium", "cannot be initialised, so no message can be signed", mend: "install libsodium again")
    }
    return Finding(.ok, "libsodium", String(cString: sodium_version_string()))
  }
}
