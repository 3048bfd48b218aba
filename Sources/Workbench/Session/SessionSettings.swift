import Synchronization

/// What the shells of a session share beside its names.
final class SessionSettings: Sendable {
  private let seedBits = Atomic<Int>(0)
  private let shells = Atomic<Int>(0)

  /// The seed of everything that is given none.
  var seed: Int {
    get { seedBits.load(ordering: .relaxed) }
    set { seedBits.store(newValue, ordering: .relaxed) }
  }

  /// Numbers the shells from 0, in order of creation.
  func nextShell() -> Int { shells.wrappingAdd(1, ordering: .relaxed).oldValue }
}
