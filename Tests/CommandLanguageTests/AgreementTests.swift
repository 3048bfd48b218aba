import CommandLanguage
import Testing

/// All snippets, in the order of the results.
let allSnippets = agreementSnippets + librarySnippets + languageSnippets

@Suite("Agreement with Swift")
struct AgreementTests {
  @Test("there is one result a snippet")
  func counts() {
    #expect(allSnippets.count == agreementResults.count)
    #expect(allSnippets.count >= 570)
  }

  @Test("a snippet prints what the real compiler's program prints", arguments: allSnippets.indices)
  func agrees(index: Int) throws {
    let snippet = allSnippets[index]
    let (outcome, output) = try run(snippet)
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, snippet))")
    #expect(output == agreementResults[index] + "\n", "\(snippet)")
  }

  @Test("a snippet inside a function prints the same", arguments: allSnippets.indices)
  func agreesInFunction(index: Int) throws {
    let snippet = allSnippets[index]
    let (outcome, output) = try run("func body() {\n\(snippet)\n}\nbody()")
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, snippet))")
    #expect(output == agreementResults[index] + "\n", "\(snippet)")
  }
}
