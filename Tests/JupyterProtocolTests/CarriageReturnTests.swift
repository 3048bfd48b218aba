import JupyterProtocol
import Testing

@Suite struct CarriageReturnTests {
  @Test(
    "a carriage return takes back the line before it, unless nothing follows in the line",
    arguments: [
      ("10 %\r50 %\r100 %\n", "100 %\n"), ("a\r\nb\r\n", "a\r\nb\r\n"), ("50 %\r", "50 %\r"), ("a\nb\rc", "a\nc"),
      ("\rx", "x"), ("é\r😀\n", "😀\n"), ("none", "none"), ("", ""), ("a\r\rb", "b"), ("a\r\n\rb", "a\r\nb"),
    ])
  func applied(_ text: String, _ expected: String) {
    #expect(CarriageReturns.applied(to: text) == expected)
  }

  @Test(
    "on its way text is shortened only where a rewritten line is covered to its end",
    arguments: [
      ("10 %\r50 %\r100 %\n", "100 %\n"), ("abcdef\rxy", "abcdef\rxy"), ("abcdef\rxy\r1234567", "1234567"),
      ("a\r\nb\r\n", "a\r\nb\r\n"), ("50 %\r", "50 %\r"), ("1\r2\r", "2\r"), ("none", "none"), ("", ""),
      ("é\r😀\n", "😀\n"), ("a\r\rb", "b"),
    ])
  func collapsed(_ text: String, _ expected: String) {
    #expect(CarriageReturns.collapsed(text) == expected)
  }

  @Test("wherever a text is cut into messages, the notebook keeps the same")
  func cut() {
    let whole = "1\r22\r333\nx\ry\r\nz\r4444\rab\rc"
    for cut in whole.unicodeScalars.indices.dropFirst() {
      let first = CarriageReturns.collapsed(String(whole[..<cut]))
      let second = CarriageReturns.collapsed(String(whole[cut...]), continuesLine: !first.hasSuffix("\n"))
      #expect(CarriageReturns.applied(to: first + second) == CarriageReturns.applied(to: whole))
      #expect(overwritten(first + second) == overwritten(whole))
    }
  }

  /// What a terminal, and JupyterLab, show: each line written over from its beginning.
  private func overwritten(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var shown: [Unicode.Scalar] = []
      var column = 0
      for scalar in line {
        if scalar == "\r" {
          column = 0
        } else {
          if column < shown.count { shown[column] = scalar } else { shown.append(scalar) }
          column += 1
        }
      }
      return String(String.UnicodeScalarView(shown))
    }
  }
}
