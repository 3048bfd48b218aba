import EspalierKit
import Testing

/// A kernel whose module repeats a command of Espalier's.
private struct Clashing: KernelApplication {
  static let commandName = "clashing"
  static let displayName = "Clashing"
  static let version = "2.5.0"
  static let summary = "A kernel that cannot start."
  static let modules = [
    CommandModule("own", summary: "") {
      Command("setSeed", "Sets something else.", .positional("number", Int.self, "a number")) { _, _ in }
    }
  ]
}

/// A kernel that keeps to Espalier's commands.
private struct Plain: KernelApplication {
  static let commandName = "plain"
  static let displayName = "Plain"
  static let version = "2.5.0"
  static let summary = "A kernel without commands of its own."
}

@Suite("Applications")
struct ApplicationTests {
  @Test("a kernel whose module repeats a name of Espalier's says at its start which two modules declare it")
  func clash() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Clashing.main(["manual"])
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(
      text.contains(
        "the modules 'session' and 'own' both declare 'setSeed(_:)' with the same types; "
          + "give one of them another name or other labels"))
  }

  @Test("a kernel that could not start is not installed")
  func clashingInstallation() async throws {
    let result = try await #require(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Clashing.main(["install", "--prefix", "/dev/null"])
    }
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self).contains("'session' and 'own'"))
  }

  @Test("help and version are the application's own")
  func names() async throws {
    let help = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Plain.main(["--help"])
    }
    let text = String(decoding: help.standardOutputContent, as: UTF8.self)
    #expect(text.contains("OVERVIEW: A kernel without commands of its own."))
    #expect(text.contains("plain install, then choose 'Plain'"))
    #expect(!text.contains("espalier"))
    let version = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
      Plain.main(["--version"])
    }
    #expect(String(decoding: version.standardOutputContent, as: UTF8.self).contains("2.5.0"))
  }
}
