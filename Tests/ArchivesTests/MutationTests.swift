import Archives
import Glibc
import Tensors
import TestSupport
import Testing

/// A file of every format, small enough that most of it is header.
private struct Seed: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// Where its header is: the bytes that are changed most.
  let header: Range<Int>
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8], header: Range<Int>? = nil) {
    self.name = name
    self.bytes = bytes
    self.header = header ?? 0..<bytes.count
  }

  static let all: [Seed] = [
    Seed("x.safetensors", ReferenceFiles.safetensors, header: 0..<424), Seed("x.npz", ReferenceFiles.npz),
    Seed("deflated.npz", ReferenceFiles.npzDeflated), Seed("x.npy", ReferenceFiles.f4, header: 0..<80),
    Seed("fortran.npy", ReferenceFiles.f4fortran, header: 0..<80),
    Seed("x.npy.gz", Containers.gzip(ReferenceFiles.f8be), header: 0..<80),
    Seed("x.csv", Array("a,\"b\",y\n1.5,2,0\n-3,nan,1\n".utf8)),
    Seed("x.idx", Containers.idx([3, 2, 2], [UInt8](repeating: 7, count: 12)), header: 0..<16),
    Seed("x.idx.gz", Containers.gzip(Containers.idx([3, 2, 2], [UInt8](repeating: 7, count: 12)))),
    Seed("x.bin", CIFARTests.records([[3], [9]]), header: 0..<1),
    Seed("x.tar", Containers.tar([("a/b", [1, 2, 3])]), header: 0..<512),
  ]
}

@Suite("Mutated files")
struct MutationTests {
  /// How many files of each format are read: `ESPALIER_MUTATIONS`, or as many as fit among the other tests.
  private static let asked = getenv("ESPALIER_MUTATIONS").flatMap { Int(String(cString: $0)) }
  /// Bytes beside those in use that the readers may take where that is watched.
  private static let room = 512 << 20

  private static let pieces =
    [
      "{", "}", "[", "]", "(", ")", "\"", "'", ",", ":", "\\u12", "-1", "0", "4294967295", "9223372036854775807",
      "18446744073709551616", "F64", "'<f8'", "True", "\n", "PK\u{5}\u{6}", "PK\u{1}\u{2}", "__metadata__", "nan",
    ].map { Array($0.utf8) } + [[0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0], [0xff, 0xff, 0xff, 0x7f], [0x1f, 0x8b]]

  private static func mutated(_ seed: Seed, _ random: inout RandomStream) -> [UInt8] {
    var bytes = seed.bytes
    for _ in 0...random.nextInt(below: 3) {
      guard !bytes.isEmpty else { break }
      let range = min(bytes.count, random.nextInt(below: 8) == 0 ? bytes.count : seed.header.upperBound)
      let place = random.nextInt(below: range)
      switch random.nextInt(below: 6) {
      case 0, 1: bytes[place] = UInt8(random.nextInt(below: 256))
      case 2: bytes[place] ^= 1 << UInt8(random.nextInt(below: 8))
      case 3: bytes.insert(contentsOf: pieces[random.nextInt(below: pieces.count)], at: place)
      case 4:
        let piece = pieces[random.nextInt(below: pieces.count)].prefix(bytes.count - place)
        bytes.replaceSubrange(place..<place + piece.count, with: piece)
      default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.nextInt(below: 16)))
      }
    }
    return bytes
  }

  /// Lets the process have `room` more bytes of addresses and no more, so that a reader that takes what a header states
  /// ends it.
  private static func confine() {
    var pages = 0
    if let file = fopen("/proc/self/statm", "r") {
      var line = [CChar](repeating: 0, count: 64)
      _ = fgets(&line, Int32(line.count), file)
      fclose(file)
      pages = Int(strtol(line, nil, 10))
    }
    let limit = rlim_t(pages * Int(sysconf(Int32(_SC_PAGESIZE))) + room)
    var limits = rlimit(rlim_cur: limit, rlim_max: limit)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
  }

  @Test("a file with mistakes of every kind ends in arrays or in an error, never the process", arguments: Seed.all)
  fileprivate func mutations(seed: Seed) throws {
    // The limit is the process's: it is set where these tests run alone.
    if Self.asked != nil { Self.confine() }
    var random = RandomStream(seed: 20_260, name: "mutations " + seed.name)
    var read = 0
    for _ in 0..<(Self.asked ?? 2_000) {
      let bytes = Self.mutated(seed, &random)
      do {
        if seed.name.hasSuffix(".tar") {
          read += try TarFile.read(bytes[...], path: seed.name).isEmpty ? 0 : 1
          continue
        }
        let archive = try TensorArchive(bytes, path: seed.name)
        let size = archive.entries.reduce(0) { $0 + $1.array.bytes.count }
        #expect(size <= 1_032 * bytes.count)
        for name in archive.names { _ = try? archive[name].count }
        read += 1
      } catch let error as ArchiveError {
        #expect(!error.description.isEmpty)
      }
    }
    // Some change what does not matter: the readers see good files among the bad.
    #expect(read > 0)
  }
}
