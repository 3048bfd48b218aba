import CommandLanguage
import Glibc
import Testing

@Suite("Mutated programs")
struct MutationTests {
  /// How many programs are run: `ESPALIER_MUTATIONS`, or as many as fit among the other tests.
  private static var count: Int { getenv("ESPALIER_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 5_000 }
  /// Processor seconds that one program may take, completion, inspection and completeness included.
  private static let longest = 1.0

  private static let pieces = [
    "(", ")", "{", "}", "[", "]", "\"", "\\(", "let ", "var ", "func ", "0", ".", "?", "!", "-", "é", "👩‍👩‍👧", "\n",
    " in ", "nil", "$0", "self", "..<", ":", ",", "9223372036854775807", "case ", "&", "@", "#", "switch ", "catch ",
    "inout ", "static ", "e\u{301}", "\0", "\u{FEFF}", "init", "subscript", "`", "\"\"\"", "/*", "*/", "//", " = ",
  ]

  /// A sequence of numbers that the seed fixes.
  private struct Numbers {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  private static func mutated(_ numbers: inout Numbers) -> String {
    var text = Array(allSnippets[numbers.next(allSnippets.count)])
    for _ in 0...numbers.next(4) {
      let place = numbers.next(text.count + 1)
      switch numbers.next(3) {
      case 0: text.insert(contentsOf: pieces[numbers.next(pieces.count)], at: place)
      case 1: if place < text.count { text.remove(at: place) }
      default:
        let other = Array(allSnippets[numbers.next(allSnippets.count)])
        let start = numbers.next(other.count)
        text.insert(contentsOf: other[start...].prefix(numbers.next(20) + 1), at: place)
      }
    }
    return String(text)
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test("programs with mistakes of every kind end in an outcome within a second, never the process")
  func mutations() throws {
    var numbers = Numbers(state: 20_260)
    let table = try testTable()
    for index in 0..<Self.count {
      let text = Self.mutated(&numbers)
      let start = Self.processorSeconds()
      let host = TestHost()
      host.patience = 200
      let session = Session(table: table)
      let outcome = session.run(text, host: host)
      let rendered = DiagnosticRenderer(source: text, name: "cell").render(outcome.diagnostics)
      #expect(outcome.status == .completed || !rendered.isEmpty)
      let snapshot = session.snapshot()
      let length = text.unicodeScalars.count
      let place = numbers.next(length + 1)
      let completion = snapshot.complete(text, at: place)
      #expect(completion.range.lowerBound >= 0 && completion.range.upperBound <= max(place, length), "\(text)")
      _ = snapshot.inspect(text, at: place)
      _ = snapshot.completeness(of: text)
      let seconds = Self.processorSeconds() - start
      #expect(seconds < Self.longest, "program \(index) took \(seconds) s:\n\(text)")
    }
  }
}
