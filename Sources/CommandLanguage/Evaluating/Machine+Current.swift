import Glibc

extension Machine {
  /// Where each thread finds the machine that runs on it.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The machine that runs on this thread: for what values do on their own, as being compared by a structure's own `==`.
  static var current: Machine? {
    pthread_getspecific(key).map { Unmanaged<Machine>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Makes this the machine of the thread while `body` runs.
  func asCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = pthread_getspecific(Machine.key)
    pthread_setspecific(Machine.key, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(Machine.key, outer) }
    return try body()
  }

  /// What a function of a structure says of values; nil outside of a running cell.
  static func result(of function: UserFunction, _ values: Value...) throws -> Value? {
    guard let machine = current else { return nil }
    let callee = FunctionValue(
      name: function.name, type: .unknown, body: .compiled(function.routine, captures: []))
    return try machine.call(callee, values)
  }
}
