import FoundationEssentials
import Testing
import Workbench

@Suite("Reference manual")
struct ManualTests {
  @Test("Notebooks/Commands.md is what the command table says")
  func isCurrent() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let kept = try String(contentsOf: root.appending(path: "Notebooks/Commands.md"), encoding: .utf8)
    let current = ReferenceManual(try Workbench().table, program: "espalier").markdown
    #expect(kept == current, "run: espalier manual > Notebooks/Commands.md")
  }
}
