/// The file formats of arrays.
public enum ArchiveFormat: String, Hashable, Sendable, CaseIterable {
  /// The exchange format of network weights: aligned, with metadata.
  case safetensors
  /// NumPy's zip file of arrays.
  case npz
  /// NumPy's file of one array.
  case npy
  /// Columns of numbers under their names, as text.
  case csv
  /// The format of the MNIST set.
  case idx
  /// The records of CIFAR-10 and CIFAR-100.
  case cifar

  /// The endings of names that tell a format.
  public static let endings = ["safetensors", "npz", "npy", "csv", "idx", "bin"]

  /// The endings of what can be written.
  public static let writtenEndings = ["safetensors", "npz", "npy", "csv"]

  /// The format that the ending of a name tells, `.gz` apart; nil for an ending that tells none.
  public init?(path: String) {
    let name = ArchiveFormat.name(of: path)
    if name.hasSuffix("-ubyte") || name.hasSuffix(".ubyte") {
      self = .idx
      return
    }
    switch name.split(separator: ".", omittingEmptySubsequences: false).last?.lowercased() {
    case "safetensors": self = .safetensors
    case "npz": self = .npz
    case "npy": self = .npy
    case "csv": self = .csv
    case "idx": self = .idx
    case "bin": self = .cifar
    default: return nil
    }
  }

  /// The format that the first bytes of a file tell.
  init?(prefix: ArraySlice<UInt8>) {
    if prefix.starts(with: NumpyFile.magic) {
      self = .npy
    } else if prefix.starts(with: Array("PK".utf8)) {
      self = .npz
    } else if prefix.count >= 9, prefix[prefix.startIndex + 8] == UInt8(ascii: "{") {
      self = .safetensors
    } else if prefix.starts(with: [0, 0]) {
      self = .idx
    } else {
      return nil
    }
  }

  /// What a file is called without its folder and `.gz`.
  static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  /// What a file is called without its folder and endings: the name of the one array in it.
  static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
