import CommandLanguage
import Testing

/// All snippets, in the order of the results.
private let snippets = agreementSnippets + librarySnippets

@Suite("Agreement with Swift")
struct AgreementTests {
  @Test("there is one result a snippet")
  func counts() {
    #expect(snippets.count == agreementResults.count)
    #expect(snippets.count >= 300)
  }

  @Test("a snippet prints what the real compiler's program prints", arguments: snippets.indices)
  func agrees(index: Int) throws {
    let snippet = snippets[index]
    let (outcome, output) = try run(snippet)
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, snippet))")
    #expect(output == agreementResults[index] + "\n", "\(snippet)")
  }

  @Test("a snippet inside a function prints the same", arguments: snippets.indices)
  func agreesInFunction(index: Int) throws {
    let snippet = snippets[index]
    let (outcome, output) = try run("func body() {\n\(snippet)\n}\nbody()")
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, snippet))")
    #expect(output == agreementResults[index] + "\n", "\(snippet)")
  }
}
