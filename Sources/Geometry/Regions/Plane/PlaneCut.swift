/// Where a cell is cut: where a value is zero, or where two are equal.
struct PlaneCut {
  /// The place of the value in front of the gate.
  let first: Int
  /// The place of the other one; nil for zero.
  let second: Int?
  /// The neuron or window.
  let unit: Int
}
