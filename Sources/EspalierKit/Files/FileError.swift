import Glibc

/// A file operation that the system refused.
struct FileError: Error, CustomStringConvertible {
  /// What was to be done: "read", "write", "create the folder".
  let action: String
  /// The file or folder.
  let path: String
  /// The system's error number; 0 where it gave none.
  let code: Int32

  var description: String {
    let cause = code == 0 ? "" : ": \(String(cString: strerror(code)).lowercased())"
    return "cannot \(action) '\(path)'\(cause)\(mend)"
  }

  private var mend: String {
    switch code {
    case EACCES, EPERM, EROFS: "; choose a place where you may write, or change its permissions"
    case ENOSPC, EDQUOT: "; free some space on that disk"
    default: ""
    }
  }
}
