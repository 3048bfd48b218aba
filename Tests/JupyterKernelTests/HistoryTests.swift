import Glibc
import JupyterKernel
import JupyterProtocol
import TestSupport
import Testing

extension KernelTests {
  @Suite struct HistoryTests {
    private static func ask(_ frontEnd: MockFrontEnd, _ request: [String: JSONValue]) throws -> [JSONValue] {
      let id = frontEnd.send("history_request", .object(request), on: frontEnd.shell)
      return try frontEnd.reply(to: id, on: frontEnd.shell).content["history"]?.arrayValue ?? []
    }

    private static func run(_ cells: [String], in folder: String) throws -> MockFrontEnd {
      let frontEnd = try MockFrontEnd(environment: KernelEnvironment(historyFolder: folder))
      for cell in cells { _ = try frontEnd.finish(cell) }
      return frontEnd
    }

    @Test("cells of earlier kernels are found again, sessions counted and damaged lines passed over")
    func persistence() throws {
      let folder = try TemporaryFolder()
      let history = folder.path + "/a/history"
      _ = try Self.run(["one", "two é"], in: history)
      _ = try Self.run(["three"], in: history)
      for name in ["9223372036854775807.jsonl", "-1.jsonl", "03.jsonl", "1000000000.jsonl", "x.jsonl"] {
        close(open("\(history)/\(name)", O_WRONLY | O_CREAT, 0o600))
      }
      let file = open(history + "/2.jsonl", O_WRONLY | O_APPEND)
      write(file, "{damaged\n", 9)
      close(file)
      let frontEnd = try Self.run(["four", "two é"], in: history)
      #expect(
        try Self.ask(frontEnd, ["hist_access_type": "tail", "n": 4])
          == [[1, 2, "two é"], [2, 1, "three"], [3, 1, "four"], [3, 2, "two é"]])
      #expect(
        try Self.ask(frontEnd, ["hist_access_type": "range", "session": -2, "start": 1, "stop": 2]) == [[1, 1, "one"]])
      #expect(try Self.ask(frontEnd, ["hist_access_type": "range", "session": 2]) == [[2, 1, "three"]])
      #expect(try Self.ask(frontEnd, ["hist_access_type": "range", "session": 0, "start": 2]) == [[3, 2, "two é"]])
      #expect(try Self.ask(frontEnd, ["hist_access_type": "range", "session": -3]).isEmpty)
      #expect(
        try Self.ask(frontEnd, ["hist_access_type": "search", "pattern": "t*", "unique": true, "output": true])
          == [[2, 1, ["three", "three"]], [3, 2, ["two é", "two é"]]])
    }

    @Test(
      "numbers at the ends of their range ask for nothing and harm nothing", arguments: [Int.min, .max, -1, 1 << 40])
    func extremes(_ number: Int) throws {
      let frontEnd = try Self.run(["one"], in: try TemporaryFolder().path + "/history")
      let numbers = JSONValue.int(number)
      #expect(try Self.ask(frontEnd, ["hist_access_type": "range", "session": numbers]).isEmpty)
      _ = try Self.ask(frontEnd, ["hist_access_type": "range", "session": 0, "start": numbers, "stop": numbers])
      _ = try Self.ask(frontEnd, ["hist_access_type": "tail", "n": numbers])
      _ = try Self.ask(frontEnd, ["hist_access_type": "search", "pattern": "*", "n": numbers])
      #expect(try Self.ask(frontEnd, ["hist_access_type": "tail"]) == [[1, 1, "one"]])
    }

    @Test("the files are for their owner alone")
    func privacy() throws {
      let folder = try TemporaryFolder()
      _ = try Self.run(["secret"], in: folder.path + "/history")
      var status = stat()
      #expect(stat(folder.path + "/history/1.jsonl", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(stat(folder.path + "/history", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test("a folder that cannot be made leaves the history in memory")
    func noFolder() throws {
      let frontEnd = try Self.run(["one"], in: "/proc/none")
      #expect(try Self.ask(frontEnd, ["hist_access_type": "tail"]) == [[1, 1, "one"]])
    }
  }
}
