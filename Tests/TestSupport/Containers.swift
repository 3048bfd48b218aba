/// Bytes as files hold them, written the plain way: the readers' counterparts.
package enum Containers {
  /// An IDX file of unsigned bytes.
  package static func idx(_ extents: [Int], _ elements: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, 8, UInt8(extents.count)]
    for extent in extents { bytes += (0..<4).map { UInt8(truncatingIfNeeded: extent >> (24 - 8 * $0)) } }
    return bytes + elements
  }

  /// A gzip file whose content is stored, not compressed.
  package static func gzip(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
    var start = 0
    repeat {
      let size = min(content.count - start, 0xffff)
      bytes.append(start + size == content.count ? 1 : 0)
      bytes += little(size, 2) + little(~size, 2) + content[start..<start + size]
      start += size
    } while start < content.count
    return bytes + little(Int(checkSum(content)), 4) + little(content.count, 4)
  }

  /// A tape archive in the ustar format; names that end in a slash are folders.
  package static func tar(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func field(_ text: String, _ size: Int) -> [UInt8] {
      Array((Array(text.utf8) + [UInt8](repeating: 0, count: size)).prefix(size))
    }
    func octal(_ number: Int, _ size: Int) -> [UInt8] {
      let digits = String(number, radix: 8)
      return field(String(repeating: "0", count: size - 1 - digits.count) + digits, size)
    }
    let blocks = files.flatMap { file in
      let start =
        field(file.name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(file.bytes.count, 12) + octal(0, 12)
      let end =
        field(file.name.hasSuffix("/") ? "5" : "0", 1) + field("", 100) + field("ustar", 6) + field("00", 2)
        + field("", 247)
      let sum = (start + end).reduce(8 * 32) { $0 + Int($1) }
      let padding = [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
      return start + octal(sum, 7) + [32] + end + file.bytes + padding
    }
    return blocks + [UInt8](repeating: 0, count: 1_024)
  }

  /// The four files of an image set of `train` and `test` images of 2×2 pixels; image i is filled with i, its label is
  /// i modulo 10.
  package static func imageSet(train: Int, test: Int) -> [(name: String, bytes: [UInt8])] {
    func images(_ count: Int) -> [UInt8] { idx([count, 2, 2], (0..<4 * count).map { UInt8($0 / 4 % 256) }) }
    func labels(_ count: Int) -> [UInt8] { idx([count], (0..<count).map { UInt8($0 % 10) }) }
    return [
      ("train-images-idx3-ubyte", images(train)), ("train-labels-idx1-ubyte", labels(train)),
      ("t10k-images-idx3-ubyte", images(test)), ("t10k-labels-idx1-ubyte", labels(test)),
    ]
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32 bit by bit.
  private static func checkSum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xffff_ffff
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
