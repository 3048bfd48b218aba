import CommandLanguage
import Networks
import Pruning

extension CallContext {
  /// Runs a computation whose errors may name a setting: they are placed at the argument of that name.
  func placing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch NetworkError.setting(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: found)
    } catch PruningError.fraction(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: "\(found)")
    } catch PruningError.count(let name, let expected, let found) {
      throw invalid(name, expected: expected, found: "\(found)")
    }
  }
}
