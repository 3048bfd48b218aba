import Figures
import Testing

@Suite("Charts as PDF")
struct PDFTests {
  @Test(
    "the table of places leads to every object, and every stream unpacks",
    arguments: FigureSamples.charts + FigureSamples.hostile)
  func structure(chart: Chart) throws {
    let bytes = FigureSamples.pdf(chart)
    let text = String(decoding: bytes.map { $0 < 128 ? $0 : 0x3f }, as: UTF8.self)
    #expect(text.hasPrefix("%PDF-1.4\n") && text.hasSuffix("%%EOF\n"))
    let tail = try #require(text.ranges(of: "startxref\n").last)
    let start = try #require(Int(text[tail.upperBound...].prefix { $0 != "\n" }))
    let table = text.dropFirst(start).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(table[0] == "xref")
    let count = try #require(Int(table[1].split(separator: " ")[1]))
    #expect(table[2] == "0000000000 65535 f ")
    for number in 1..<count {
      let entry = table[2 + number]
      #expect(entry.utf8.count == 19, "with its line end an entry is 20 bytes")
      let offset = try #require(Int(entry.prefix(10)))
      #expect(text.dropFirst(offset).hasPrefix("\(number) 0 obj\n"))
    }
    for range in text.ranges(of: "/Length ") {
      let length = try #require(Int(text[range.upperBound...].prefix { $0.isNumber }))
      let data = try #require(text[range.upperBound...].firstRange(of: "stream\n")).upperBound
      let place = text.utf8.distance(from: text.startIndex, to: data)
      #expect(FigureSamples.inflated(bytes[place..<place + length], size: 16 << 20) != nil)
      #expect(bytes[(place + length)...].starts(with: "\nendstream".utf8))
    }
  }

  @Test("the page balances its graphics states and has no number that is none", arguments: FigureSamples.charts)
  func page(chart: Chart) throws {
    let page = try pageText(chart)
    let words = page.split { $0 == " " || $0 == "\n" }
    #expect(words.count { $0 == "q" } == words.count { $0 == "Q" })
    #expect(words.count { $0 == "BT" } == words.count { $0 == "ET" })
    #expect(!page.contains("nan") && !page.contains("inf"))
  }

  @Test("parentheses, a minus sign and Greek letters are written so that a reader finds them")
  func words() throws {
    let page = try pageText(Chart("f(x) \\ −1 α", marks: [.line(Line(y: [1, 2]))]))
    #expect(page.contains("(f\\(x\\) \\\\ \\2171 ) Tj /F3"))
    #expect(page.contains("(a) Tj"))
  }

  @Test("the file holds no date and no path")
  func timeless() {
    let text = String(decoding: FigureSamples.pdf(.line("t", y: [1, 2])), as: UTF8.self)
    #expect(!text.contains("Date") && !text.contains("/ID") && !text.contains("/tmp"))
  }

  private func pageText(_ chart: Chart) throws -> String {
    let bytes = FigureSamples.pdf(chart)
    let text = String(decoding: bytes.map { $0 < 128 ? $0 : 0x3f }, as: UTF8.self)
    let object = try #require(text.firstRange(of: "\n4 0 obj\n")).upperBound
    let start = try #require(text[object...].firstRange(of: "stream\n")).upperBound
    let place = text.utf8.distance(from: text.startIndex, to: start)
    let length = try #require(Int(text[object...].drop { !$0.isNumber }.prefix { $0.isNumber }))
    let page = try #require(FigureSamples.inflated(bytes[place..<place + length], size: 4 << 20))
    return String(decoding: page, as: UTF8.self)
  }
}
