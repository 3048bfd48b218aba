import CommandLanguage
import Synchronization

/// What the shells of a session share beside its names.
final class SessionSettings: Sendable {
  private let seedBits = Atomic<Int>(0)
  private let shells = Atomic<Int>(0)
  private let given = Mutex(DictionaryValue())
  private let recorded = Mutex<[SessionInput]>([])

  /// The seed of everything that is given none.
  var seed: Int {
    get { seedBits.load(ordering: .relaxed) }
    set { seedBits.store(newValue, ordering: .relaxed) }
  }

  /// Numbers the shells from 0, in order of creation.
  func nextShell() -> Int { shells.wrappingAdd(1, ordering: .relaxed).oldValue }

  /// What the notebook or script was given from outside, by name, in the order given.
  var parameters: DictionaryValue {
    get { given.withLock { $0 } }
    set { given.withLock { $0 = newValue } }
  }

  /// The cells that were run, in order.
  var inputs: [SessionInput] { recorded.withLock { $0 } }

  /// Adds a cell to the inputs.
  func record(_ input: SessionInput) { recorded.withLock { $0.append(input) } }
}

/// A cell that was run.
struct SessionInput: Hashable, Sendable {
  /// The number that the cell carries, with the shell where that is not the first.
  var number: String
  /// The text of the cell.
  var source: String
}
