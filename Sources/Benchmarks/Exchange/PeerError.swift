/// Why a peer cannot be measured.
enum PeerError: Error {
  /// The interpreter does not start; the system's error code and words.
  case noInterpreter(program: String, code: Int32, cause: String)
  /// A module is missing, in Python's words.
  case notInstalled(script: String, cause: String)
  /// The script ended, or closed its output.
  case ended(script: String, request: String)
  /// The script refused a request.
  case refused(script: String, request: String, cause: String)
  /// The script's answer is no line of numbers.
  case unreadable(script: String, answer: String)

  /// Whether the peer is merely not there.
  var isAbsence: Bool {
    switch self {
    case .noInterpreter, .notInstalled: true
    case .ended, .refused, .unreadable: false
    }
  }
}

extension PeerError: CustomStringConvertible {
  var description: String {
    switch self {
    case .noInterpreter(let program, let code, let cause): "\(program) does not start: \(cause) (error \(code))"
    case .notInstalled(let script, let cause): "\(script) cannot run: \(cause)"
    case .ended(let script, let request): "\(script) ended without an answer to '\(request)'; its own output says why"
    case .refused(let script, let request, let cause): "\(script) refused '\(request)': \(cause)"
    case .unreadable(let script, let answer): "\(script) should answer seconds and values; found '\(answer)'"
    }
  }
}
