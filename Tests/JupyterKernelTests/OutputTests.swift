import FoundationEssentials
import Glibc
import JupyterKernel
import JupyterProtocol
import TestSupport
import Testing

extension KernelTests {
  /// These change the working directory, so they run one by one like all tests of kernels.
  @Suite struct OutputTests {
    @Test("text below the cap is shown as it is, whatever its pieces")
    func below() {
      var cap = OutputCap(SpillFolder(notebook: nil), cell: 1)
      let text = String(repeating: "é😀\n", count: 1000)
      let (shown, note) = cap.admit(text)
      #expect(shown == text)
      #expect(note == nil)
      #expect(cap.finish() == nil)
    }

    @Test("above the cap the rest is in the file that the note names, to the byte")
    func above() throws {
      try inTemporaryFolder {
        var cap = OutputCap(SpillFolder(notebook: "some/where/study.ipynb"), cell: 7)
        var shown = ""
        var notes: [String] = []
        var printed = ""
        for number in 0..<60_000 {
          let line = "line \(number) of a long output, é😀 included\n"
          printed += line
          let (text, note) = cap.admit(line)
          shown += text
          if let note { notes.append(note) }
        }
        let end = cap.finish()
        let file = "espalier-output/study-cell-7.txt"
        let rest = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        #expect(shown + rest == printed)
        #expect(shown.utf8.count <= OutputCap.limit)
        #expect(shown.hasSuffix("\n"))
        #expect(notes == ["\noutput beyond 2 MB goes to '\(file)'\n"])
        let count = rest.utf8.count
        #expect(end?.filter { $0 != "," } == "\(count) bytes of output are in '\(file)'\n")
      }
    }

    @Test("one text larger than the cap is cut between characters")
    func cutInside() throws {
      try inTemporaryFolder {
        var cap = OutputCap(SpillFolder(notebook: nil), cell: 1)
        let text = String(repeating: "😀", count: OutputCap.limit / 4 + 10)
        let shown = cap.admit("x" + text).shown
        #expect(shown.utf8.count == OutputCap.limit - 3)
        #expect(shown.unicodeScalars.allSatisfy { $0 == "x" || $0 == "😀" })
      }
    }

    @Test("where no file can be made everything is shown, for nothing may be lost")
    func noFolder() throws {
      try inTemporaryFolder {
        // A file stands where the folder would, here and in the folder for temporary files.
        setenv("TMPDIR", FileManager.default.currentDirectoryPath, 1)
        defer { unsetenv("TMPDIR") }
        for name in ["espalier-output", "espalier-output-\(geteuid())"] {
          #expect(FileManager.default.createFile(atPath: name, contents: Data("in the way".utf8)))
        }
        var cap = OutputCap(SpillFolder(notebook: nil), cell: 1)
        let text = String(repeating: "x", count: OutputCap.limit + 5)
        #expect(cap.admit(text).shown == text)
        #expect(cap.admit("more").shown == "more")
        #expect(cap.finish() == nil)
      }
    }

    @Test("a folder that is a link to another is not written into, nor a file that is one")
    func links() throws {
      try inTemporaryFolder {
        let here = FileManager.default.currentDirectoryPath
        setenv("TMPDIR", here, 1)
        defer { unsetenv("TMPDIR") }
        mkdir("victim", 0o700)
        let text = String(repeating: "x", count: OutputCap.limit) + "\nrest"
        symlink("victim", "espalier-output")
        var cap = OutputCap(SpillFolder(notebook: nil), cell: 1)
        #expect(cap.admit(text).note?.contains("'\(here)/espalier-output-\(geteuid())/cell-1.txt'") == true)
        unlink("espalier-output")
        mkdir("espalier-output", 0o700)
        symlink("../victim/stolen", "espalier-output/cell-2.txt")
        cap = OutputCap(SpillFolder(notebook: nil), cell: 2)
        #expect(cap.admit(text).note?.contains("espalier-output-\(geteuid())/cell-2.txt") == true)
        let stolen = try FileManager.default.contentsOfDirectory(atPath: "victim")
        #expect(stolen.isEmpty)
      }
    }

    @Test("a pace lets through less in any three seconds than a server does, and all in the end")
    func pace() {
      var pace = Pace()
      var now: UInt64 = 0
      var sent: [(time: UInt64, bytes: Int)] = []
      for number in 0..<20_000 {
        let bytes = number % 7 == 0 ? 200_000 : 100
        var wait = pace.admit(bytes: bytes, at: now)
        while wait > 0 {
          now += wait
          wait = pace.admit(bytes: bytes, at: now)
        }
        sent.append((now, bytes))
      }
      var first = 0
      var total = 0
      for (index, message) in sent.enumerated() {
        total += message.bytes
        while sent[first].time + 3_000_000_000 <= message.time {
          total -= sent[first].bytes
          first += 1
        }
        #expect(index - first + 1 <= 3000)
        #expect(total <= 3_000_000)
      }
    }

    @Test("a message larger than a window goes out alone, not never")
    func largeMessage() {
      var pace = Pace()
      #expect(pace.admit(bytes: 10_000_000, at: 5) == 0)
      let wait = pace.admit(bytes: 10_000_000, at: 6)
      #expect(wait > 0)
      #expect(pace.admit(bytes: 10_000_000, at: 6 + wait) == 0)
    }

    @Test(
      "behind a server many displays arrive late but all, in order, and an update takes the place of one that waits")
    func paced() throws {
      let frontEnd = try MockFrontEnd(environment: KernelEnvironment(notebook: "a.ipynb"))
      let clock = ContinuousClock()
      var shown: [Message] = []
      let time = try clock.measure {
        let id = frontEnd.execute(
          (0..<3500).map { "show \($0)" }.joined(separator: "\n") + "\nchange a\nchange b\nsay c")
        shown = try frontEnd.shown(until: id)
      }
      #expect(time > .seconds(2))
      let texts = shown.filter { $0.header.type == "display_data" }.compactMap { $0.content["data"]?["text/plain"] }
      #expect(texts == (0..<3500).map { .string(String($0)) })
      #expect(shown.suffix(3).map(\.summary) == ["update_display_data b", "stream c\n", "status idle"])
      // The count begins anew: another cell does not wait for the window of this one.
      #expect(try clock.measure { _ = try frontEnd.finish("show x") } < .seconds(1))
    }

    @Test("a text that JSON makes larger than a server's window is sent in pieces below it")
    func pieces() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.execute("newlines")
      let streams = try frontEnd.shown(until: id).filter { $0.header.type == "stream" }
      #expect(
        streams.compactMap { $0.content["text"]?.stringValue }.joined() == String(repeating: "\n", count: 1_000_000))
      #expect(streams.allSatisfy { $0.content.compactBytes.count < 2_000_000 })
    }

    @Test("a cell that shows without end holds up nothing but itself")
    func deafFrontEnd() throws {
      let frontEnd = try MockFrontEnd()
      let cell = frontEnd.execute("storm")
      usleep(1_500_000)
      let clock = ContinuousClock()
      let begin = clock.now
      let interruption = frontEnd.send("interrupt_request", [:], on: frontEnd.control)
      #expect(try frontEnd.reply(to: interruption, on: frontEnd.control).content["status"] == "ok")
      #expect(clock.now - begin < .seconds(1))
      // The answer stands behind what the cell has shown, for which room is made in the end.
      #expect(try frontEnd.reply(to: cell, on: frontEnd.shell).content["ename"] == "Interrupted")
      let next = frontEnd.send("kernel_info_request", [:], on: frontEnd.shell)
      #expect(try frontEnd.reply(to: next, on: frontEnd.shell).content["status"] == "ok")
    }

    @Test("carriage returns collapse across the messages of a cell")
    func carriageReturns() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.execute("raw 1\r2\r3\npause\nraw 4\r5\r")
      let text = try frontEnd.shown(until: id).compactMap { $0.content["text"]?.stringValue }.joined()
      #expect(CarriageReturns.applied(to: text) == "5\r")
    }

    private func inTemporaryFolder(_ body: () throws -> Void) throws {
      let folder = try TemporaryFolder()
      let before = FileManager.default.currentDirectoryPath
      #expect(FileManager.default.changeCurrentDirectoryPath(folder.path))
      defer { #expect(FileManager.default.changeCurrentDirectoryPath(before)) }
      try body()
    }
  }
}
