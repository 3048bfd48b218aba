import CSodium

/// The check sum of published files (FIPS 180-4), through libsodium.
enum SHA256 {
  /// The digest in hexadecimal digits.
  /// - Complexity: O(bytes).
  static func hex(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
