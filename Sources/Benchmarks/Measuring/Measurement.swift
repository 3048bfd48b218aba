/// One timed run.
struct Measurement {
  /// Seconds for a unit of the work.
  let seconds: Double
  /// What was computed, to be compared with the other side's.
  let values: [Double]
}
