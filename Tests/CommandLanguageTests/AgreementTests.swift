import CommandLanguage
import Testing

@Suite("Agreement with Swift")
struct AgreementTests {
  @Test("there is one result a snippet")
  func counts() {
    #expect(agreementSnippets.count == agreementResults.count)
    #expect(agreementSnippets.count >= 140)
  }

  @Test("a snippet prints what the real compiler's program prints", arguments: agreementSnippets.indices)
  func agrees(index: Int) throws {
    let snippet = agreementSnippets[index]
    let (outcome, output) = try run(snippet)
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, snippet))")
    #expect(output == agreementResults[index] + "\n", "\(snippet)")
  }

  @Test("a snippet inside a function prints the same", arguments: agreementSnippets.indices)
  func agreesInFunction(index: Int) throws {
    let snippet = agreementSnippets[index]
    let (outcome, output) = try run("func body() {\n\(snippet)\n}\nbody()")
    #expect(outcome.errors.isEmpty, "\(rendered(outcome, snippet))")
    #expect(output == agreementResults[index] + "\n", "\(snippet)")
  }
}
