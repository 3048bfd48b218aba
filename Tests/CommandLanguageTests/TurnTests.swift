import CommandLanguage
import Dispatch
import Glibc
import Synchronization
import Testing

/// Several threads in one session.
@Suite struct TurnTests {
  /// Runs cells side by side, each on a thread and with a host of its own, and gives how they ended.
  private func sideBySide(_ cells: [String], in session: Session) -> [CellOutcome.Status?] {
    let outcomes = Mutex<[CellOutcome.Status?]>(Array(repeating: nil, count: cells.count))
    DispatchQueue.concurrentPerform(iterations: cells.count) { index in
      let status = session.run(cells[index], host: TestHost()).status
      outcomes.withLock { $0[index] = status }
    }
    return outcomes.withLock { $0 }
  }

  @Test("many threads share a session: nobody waits for the end of another's loop, and no change is lost")
  func fairness() throws {
    let session = Session(table: try CommandTable(modules: []))
    _ = session.run("var turns = 0\nvar stop = false", host: TestHost())
    let clock = ContinuousClock()
    // Four loops that end only when told, and a cell that tells them: each must get its turn.
    let loops = Array(repeating: "while !stop { turns += 1 }", count: 4)
    let group = DispatchGroup()
    for loop in loops {
      // A serial queue has a thread of its own, however many are busy.
      DispatchQueue(label: "loop").async(group: group) {
        #expect(session.run(loop, host: TestHost()).status == .completed)
      }
    }
    usleep(50_000)
    let time = clock.measure {
      #expect(session.run("stop = true", host: TestHost()).status == .completed)
    }
    #expect(group.wait(timeout: .now() + 20) == .success)
    #expect(time < .seconds(5))
    #expect(session["turns"].map { $0.description != "0" } == true)
  }

  @Test("values that several threads change stay whole")
  func wholeValues() throws {
    let session = Session(table: try CommandTable(modules: []))
    _ = session.run("var list: [Int] = []\nvar table: [String: [Int]] = [:]\nvar text = \"\"", host: TestHost())
    let cell = """
      for i in 0..<20000 {
        list.append(i)
        if list.count > 100 { list.removeAll { $0 % 2 == 0 } }
        table["\\(i % 7)", default: []].append(i)
        if i % 500 == 0 { table = [:] }
        text += "x"
        if text.count > 50 { text = "" }
      }
      """
    #expect(sideBySide([cell, cell], in: session) == [.completed, .completed])
    #expect(session.run("list.count + table.count + text.count >= 0", host: TestHost()).value?.description == "true")
  }
}
