import CKernels
import Tensors

extension Network {
  /// A check sum of all numbers and masks.
  /// - Complexity: O(parameters), at memory speed.
  var checksum: String {
    var sums: [UInt64] = []
    for parameter in parameters {
      sums.append(parameter.value.floats.withUnsafeBufferPointer { espalier_checksum($0.baseAddress, $0.count) })
      // Marks are bytes; what is left over of four of them is copied behind.
      guard let kept = parameter.mask?.kept else { continue }
      let words = kept + [UInt8](repeating: 0, count: 3)
      sums.append(words.withUnsafeBufferPointer { espalier_checksum($0.baseAddress, $0.count / 4) })
    }
    return CheckSumText.hex(sums.withUnsafeBytes { espalier_checksum($0.baseAddress, $0.count / 4) })
  }
}

/// A check sum as text.
enum CheckSumText {
  /// Sixteen hexadecimal digits.
  static func hex(_ sum: UInt64) -> String {
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
