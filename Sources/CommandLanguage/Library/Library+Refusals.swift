extension Library {
  /// What to write instead of a member that Swift has and cells do not; nil for any other name.
  func advice(on name: String, of type: ValueType) -> String? {
    switch (type, name) {
    case (_, "hashValue"): "compare the values themselves: hashes differ from run to run"
    case (.array, "capacity"), (.array, "withUnsafeBufferPointer"), (.array, "withUnsafeMutableBufferPointer"):
      "use the elements: cells have no hold on memory"
    case (.array, "difference"), (.slice, "difference"): "compare the elements with 'zip' or sets"
    case (.set, "firstIndex"), (.dictionary, "firstIndex"), (.dictionary, "index"), (.set, "index"),
      (.set, "startIndex"), (.dictionary, "startIndex"), (.set, "indices"), (.dictionary, "indices"):
      "write 'first(where:)' or a key"
    case (.dictionary, "randomElement"), (.set, "randomElement"): "write 'randomElement(seed: 7)'"
    case (.slice, _) where !members(of: .array(.unknown), named: name).isEmpty:
      "make an array of the slice first: 'var part = Array(slice)'"
    case (.closedRange, "firstIndex"), (.closedRange, "lastIndex"): "write 'first(where:)' or 'last(where:)'"
    case (.closedRange, "startIndex"), (.closedRange, "endIndex"), (.closedRange, "indices"): "write 'lowerBound'"
    case (.closedRange(.double), _) where !members(of: .closedRange(.int), named: name).isEmpty,
      (.range(.double), _) where !members(of: .range(.int), named: name).isEmpty:
      "write 'stride(from:to:by:)': a range of 'Double' has no elements"
    default: nil
    }
  }

  /// What to write instead of a static member that Swift has and cells do not.
  func advice(onStatic name: String, of type: ValueType) -> String? {
    switch (type, name) {
    case (.double, "signalingNaN"), (.float, "signalingNaN"): "write '.nan'"
    default: nil
    }
  }

  /// What to write instead of a function that Swift has and cells do not.
  func advice(onFunction name: String) -> String? {
    switch name {
    case "dump": "write 'print' or 'display'"
    case "readLine": "give the value to a variable, or use 'parameters()'"
    case "withUnsafePointer", "withUnsafeBytes", "unsafeBitCast": "cells have no hold on memory"
    case "lgamma": "write 'log(abs(tgamma(x)))'"
    default: nil
    }
  }
}
