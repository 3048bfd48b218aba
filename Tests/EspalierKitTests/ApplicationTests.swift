import EspalierKit
import Glibc
import TestSupport
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
  static let logo: String? = "<svg/>"
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

  @Test("an installed kernel has the application's names and logo, and uninstalling leaves nothing of it")
  func installation() throws {
    let prefix = try TemporaryFolder()
    let folder = prefix.path + "/share/jupyter/kernels/plain/"
    Plain.main(["install", "--prefix", prefix.path])
    #expect(text(of: folder + "logo-svg.svg") == "<svg/>")
    #expect(access(folder + "logo-64x64.png", F_OK) != 0)
    #expect(text(of: folder + "kernel.json")?.contains("\"display_name\": \"Plain\"") == true)
    #expect(access(folder + "plain", X_OK) == 0)
    #expect(access(prefix.path + "/bin/plain", X_OK) == 0)
    Plain.main(["uninstall", "--prefix", prefix.path])
    #expect(access(folder, F_OK) != 0)
    #expect(access(prefix.path + "/bin/plain", F_OK) != 0)
  }

  private func text(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
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
