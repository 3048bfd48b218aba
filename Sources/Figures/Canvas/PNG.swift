import CZlib

/// Writes rasters in Portable Network Graphics (ISO/IEC 15948), eight bits a sample.
enum PNG {
  /// The bytes of a PNG file.
  ///
  /// - Complexity: O(elements).
  static func bytes(_ raster: Raster) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    let colorType: UInt8 = raster.alpha == nil ? 2 : 6
    file += chunk("IHDR", bigEndian(raster.width) + bigEndian(raster.height) + [8, colorType, 0, 0, 0])
    file += chunk("IDAT", deflated(filteredRows(raster)))
    file += chunk("IEND", [])
    return file
  }

  /// Bytes in zlib's format (RFC 1950).
  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    let capacity = Int(length)
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let status = compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
      // With a buffer of compressBound bytes only a lack of memory is left, and that ends the process anyway.
      precondition(status == Z_OK, "zlib could not compress \(bytes.count) bytes (status \(status))")
      count = Int(length)
    }
  }

  /// Rows with the filter "up": the rows of an enlarged cell become zeros.
  private static func filteredRows(_ raster: Raster) -> [UInt8] {
    let samples = raster.alpha == nil ? 3 : 4
    let stride = raster.width * samples
    var above = [UInt8](repeating: 0, count: stride)
    var rows = [UInt8]()
    rows.reserveCapacity(raster.height * (stride + 1))
    for row in 0..<raster.height {
      rows.append(2)
      for place in 0..<stride {
        let element = row * raster.width + place / samples
        let channel = place % samples
        let value = channel < 3 ? raster.colors[element * 3 + channel] : raster.alpha?[element] ?? 255
        rows.append(value &- above[place])
        above[place] = value
      }
    }
    return rows
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(crc32(0, body, uInt(body.count))))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
