import Glibc
import Tensors

/// Pairs (u_{i+1} cos 2πuᵢ, u_{i+1} sin 2πuᵢ) of d uniform numbers, the last with u₀, all repeated `copies` times.
struct WaveFamily: ManifoldFamily {
  let dimension: Int
  let copies: Int
  var width: Int { 2 * dimension * copies }
  var words: String { "uniform numbers as phases of one another" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let start = values.count
    let first = stream.nextDouble()
    var phase = first
    for index in 0..<dimension {
      let radius = index + 1 < dimension ? stream.nextDouble() : first
      values.append(radius * cos(2 * .pi * phase))
      values.append(radius * sin(2 * .pi * phase))
      phase = radius
    }
    for _ in 1..<copies {
      for index in start..<start + 2 * dimension { values.append(values[index]) }
    }
  }
}

/// Four uniform numbers through six functions of two to four of them; a set that is easily taken for one of dimension
/// 3.
struct FoldedFamily: ManifoldFamily {
  var dimension: Int { 4 }
  var width: Int { 6 }
  var words: String { "four uniform numbers in six mixed quadratic forms" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let a = stream.nextDouble(), b = stream.nextDouble(), c = stream.nextDouble(), d = stream.nextDouble()
    values.append(b * b * cos(2 * .pi * a))
    values.append(c * c * sin(2 * .pi * a))
    values.append(b + c + (b - d) * (b - d))
    values.append(b - 2 * c + (a - d) * (a - d))
    values.append(-b - 2 * c + (c - d) * (c - d))
    values.append(a * a - b * b + c * c - d * d)
  }
}
