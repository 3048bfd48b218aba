import Glibc
import Tensors

/// Sets of Campadelli et al.: d numbers through two functions of each, the 2d values twice.
///
/// Source: Campadelli, Casiraghi, Ceruti, Rozza, "Intrinsic dimension estimation: relevant techniques and a benchmark
/// framework", doi:10.1155/2015/759567.
struct CampadelliFamily: ManifoldFamily {
  enum Kind: Sendable {
    /// Uniform numbers xᵢ through tan(xᵢ cos x_{d-1-i}) and arctan(x_{d-1-i} sin xᵢ).
    case tangents
    /// Numbers of the law Beta(10, ½) through x sin cos 2πx and x cos sin 2πx: a smooth density that is far from even.
    case beta
  }

  let dimension: Int
  let kind: Kind
  var width: Int { 4 * dimension }

  var words: String {
    switch kind {
    case .tangents: "uniform numbers through tangents and arctangents"
    case .beta: "numbers of a Beta(10, 1/2) law through waves"
    }
  }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let start = values.count
    for _ in 0..<dimension { values.append(kind == .beta ? beta(from: &stream) : stream.nextDouble()) }
    for index in 0..<dimension { values.append(second(values, start, index)) }
    // The first functions need all numbers: they go behind, and then to the numbers' places.
    for index in 0..<dimension { values.append(first(values, start, index)) }
    for index in start..<start + dimension { values[index] = values[index + 2 * dimension] }
    for index in start + dimension..<start + 2 * dimension { values.append(values[index]) }
  }

  private func first(_ values: [Double], _ start: Int, _ index: Int) -> Double {
    let x = values[start + index]
    return switch kind {
    case .tangents: tan(x * cos(values[start + dimension - 1 - index]))
    case .beta: x * sin(cos(2 * .pi * x))
    }
  }

  private func second(_ values: [Double], _ start: Int, _ index: Int) -> Double {
    let x = values[start + index]
    return switch kind {
    case .tangents: atan(values[start + dimension - 1 - index] * sin(x))
    case .beta: x * cos(sin(2 * .pi * x))
    }
  }

  /// Beta(10, ½) = G/(G + H) of a Gamma(10) variable, the sum of ten exponential ones, and a Gamma(½) variable, half a
  /// squared normal one.
  private func beta(from stream: inout RandomStream) -> Double {
    var sum = 0.0
    for _ in 0..<10 { sum -= log(1 - stream.nextDouble()) }
    let normal = stream.nextNormal()
    let total = sum + normal * normal / 2
    return total > 0 ? sum / total : 0
  }
}
