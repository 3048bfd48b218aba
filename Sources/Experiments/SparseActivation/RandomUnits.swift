import Tensors

/// A layer of random units that nothing trains: max(A x + b, 0), A and b standard normal.
struct RandomUnits {
  let count: Int
  /// [inputs, count], so that a product with rows of points is plain.
  let weights: [Double]
  let offsets: [Double]

  /// Drawn by the stream `units`, numbered.
  init(_ count: Int, seed: Int, index: Int = 0) {
    self.count = count
    var stream = RandomStream(seed: seed, name: "units", index: index)
    weights = (0..<ActivationTarget.inputs * count).map { _ in stream.nextNormal() }
    offsets = (0..<count).map { _ in stream.nextNormal() }
  }

  /// Units of given numbers.
  init(weights: [Double], offsets: [Double]) {
    count = offsets.count
    self.weights = weights
    self.offsets = offsets
  }

  /// What the units give at points, [points, count], where only the `active` largest of each point stay.
  func values(at points: [Double], active: Int) -> [Double] {
    let rows = points.count / ActivationTarget.inputs
    var values = [Double](repeating: 0, count: rows * count)
    BLAS.multiply(
      MatrixOperand(points, rows, ActivationTarget.inputs), MatrixOperand(weights, ActivationTarget.inputs, count),
      into: &values)
    var row = [Double](repeating: 0, count: count)
    for first in stride(from: 0, to: values.count, by: count) {
      for unit in 0..<count { row[unit] = max(values[first + unit] + offsets[unit], 0) }
      let bound = active < count ? Selection.largest(active, of: &row) : 0
      for unit in 0..<count {
        let value = max(values[first + unit] + offsets[unit], 0)
        values[first + unit] = value >= bound ? value : 0
      }
    }
    return values
  }
}

/// Order statistics without sorting.
enum Selection {
  /// The `count`th largest number; the array is rearranged (Hoare's algorithm).
  /// - Precondition: `1 <= count <= values.count`.
  static func largest(_ count: Int, of values: inout [Double]) -> Double {
    precondition(count >= 1 && count <= values.count)
    let place = count - 1
    var low = 0
    var high = values.count - 1
    while low < high {
      let pivot = values[(low + high) / 2]
      var left = low
      var right = high
      while left <= right {
        while values[left] > pivot { left += 1 }
        while values[right] < pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right { high = right } else if place >= left { low = left } else { break }
    }
    return values[place]
  }
}
