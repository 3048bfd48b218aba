internal import CSodium

/// Signs messages with HMAC-SHA256 (RFC 2104) under a connection's key.
///
/// The signature covers header, parent header, metadata and content as sent, and is written in lower-case hexadecimal
/// digits.
package struct MessageSigner: Sendable {
  /// The name of the scheme in connection files.
  package static let scheme = "hmac-sha256"

  /// The state of the hash behind the key, where every signature begins; nil without a key.
  private let start: crypto_auth_hmacsha256_state?

  /// A signer with a connection's key; with an empty one messages carry no signature and none is checked.
  package init(key: String) {
    let key = Array(key.utf8)
    if key.isEmpty {
      start = nil
    } else {
      var state = crypto_auth_hmacsha256_state()
      crypto_auth_hmacsha256_init(&state, key, key.count)
      start = state
    }
  }

  /// Whether messages are signed.
  package var isSigning: Bool { start != nil }

  /// The signature of the frames in order; empty without a key.
  package func signature(of frames: [[UInt8]]) -> [UInt8] {
    guard var state = start else { return [] }
    for frame in frames { crypto_auth_hmacsha256_update(&state, frame, UInt64(frame.count)) }
    var digest = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
    crypto_auth_hmacsha256_final(&state, &digest)
    return Hexadecimal.bytes(digest)
  }

  /// Whether a signature belongs to the frames, in a time that does not depend on where it differs.
  package func verifies(_ signature: [UInt8], of frames: [[UInt8]]) -> Bool {
    if !isSigning { return true }
    let expected = self.signature(of: frames)
    return signature.count == expected.count && sodium_memcmp(signature, expected, expected.count) == 0
  }
}
