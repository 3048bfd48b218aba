import Glibc

/// The memory that the C library keeps for later.
enum HeapMemory {
  /// Gives what is free back to the system: some 100 µs, for pauses.
  static func giveBack() {
    typealias Function = @convention(c) (Int) -> Int32
    // Swift's C library module does not show it, and other C libraries have none.
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: Function.self)(0)
  }
}
