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

  @Test("in a line that began in an earlier text the last carriage return stays, and texts joined give the same")
  func continued() {
    #expect(CarriageReturns.applied(to: "10 %\r20 %", continuesLine: true) == "\r20 %")
    #expect(CarriageReturns.applied(to: "\na\rb", continuesLine: true) == "\nb")
    let whole = "1\r22\r333\nx\ry\r\nz\r4444\r"
    for cut in whole.indices.dropFirst() {
      let first = CarriageReturns.applied(to: String(whole[..<cut]))
      let second = CarriageReturns.applied(to: String(whole[cut...]), continuesLine: !first.hasSuffix("\n"))
      #expect(CarriageReturns.applied(to: first + second) == CarriageReturns.applied(to: whole))
    }
  }
}
