/// A cell of one line that asks what something is, as notebooks write it: `train?`, `net.logits?`, `train??`.
///
/// In Swift it would be an error, so nothing that runs is taken away.
public struct QuestionLine: Hashable, Sendable {
  /// What is asked about.
  public let subject: String
  /// 0 for the thing itself, 1 for the whole of it: `??`.
  public let detail: Int

  /// The question that a cell consists of; nil for any other cell.
  public init?(_ source: String) {
    guard source.utf8.count <= 400, source.utf8.contains(UInt8(ascii: "?")) else { return nil }
    let space: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    var text = Array(source.unicodeScalars.drop(while: space))
    while let last = text.last, space(last) { text.removeLast() }
    var marks = 0
    while text.last == "?" {
      text.removeLast()
      marks += 1
    }
    if marks == 0 {
      let leading = text.prefix { $0 == "?" }.count
      text.removeFirst(leading)
      marks = leading
    }
    while let last = text.last, last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    guard (1...2).contains(marks), let first = text.first, first.isNamePart, text.last != ".",
      text.allSatisfy({ $0.isNamePart || $0 == "." })
    else { return nil }
    var subject = String.UnicodeScalarView()
    subject.append(contentsOf: text)
    guard String(subject) != "try" else { return nil }
    self.subject = String(subject)
    detail = marks - 1
  }
}
