import EspalierKit
import Glibc

/// What counts as the rank of a matrix of real numbers, whose rank in the strict sense is nearly always full.
enum RankMeasure: String, ForeignValue {
  case stable, effective

  static let typeName = "RankMeasure"
  var displayText: String { ".\(rawValue)" }
}

/// The singular values of a matrix.
struct Spectrum: Hashable {
  /// The layer's weight, such as `fc1.weight`.
  let name: String
  /// The rows and columns of the matrix.
  let shape: Shape
  /// In descending order, as many as the shorter side has rows.
  let values: [Double]

  /// Σσ² / σ₁², which is 0 for a matrix of zeros (Rudelson and Vershynin 2007, doi:10.1145/1255443.1255449).
  var stableRank: Double {
    guard let largest = values.first, largest > 0 else { return 0 }
    return values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
  }

  /// exp(-Σ p ln p) with p = σ / Σσ, which is 0 for a matrix of zeros (Roy and Vetterli, EUSIPCO 2007).
  var effectiveRank: Double {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return 0 }
    return exp(-values.reduce(0) { $1 > 0 ? $0 + $1 / sum * log($1 / sum) : $0 })
  }

  func rank(_ measure: RankMeasure) -> Double {
    switch measure {
    case .stable: stableRank
    case .effective: effectiveRank
    }
  }
}

extension Spectrum {
  /// The spectra of a network's weight matrices, in order.
  /// - Throws: ``SpectrumError``, and `Interrupted`.
  static func layers(of net: Network, checkpoint: Checkpoint) throws -> [Spectrum] {
    let weights = net.parameters.filter(\.isPrunable)
    return try weights.enumerated().map { index, weight in
      checkpoint.report(Progress("spectra", index, of: weights.count, unit: "layer"))
      return try Spectrum(of: weight.value, name: weight.name, checkpoint: checkpoint)
    }
  }

  /// One row a layer: its rank before and after, beside the greatest that its shape allows.
  /// - Throws: ``SpectrumError/layers(expected:found:)`` where the layers differ.
  static func table(_ before: [Spectrum], _ after: [Spectrum], by measure: RankMeasure) throws(SpectrumError) -> Table {
    guard before.map(\.shape) == after.map(\.shape) else {
      throw .layers(expected: before.map(\.shape), found: after.map(\.shape))
    }
    return Table(
      "\(measure == .stable ? "Stable" : "Effective") rank of the weights",
      columns: [
        .init("layer"), .init("at most", .right), .init("before", .right), .init("after", .right),
        .init("ratio", .right),
      ],
      rows: zip(before, after).map { before, after in
        let (old, new) = (before.rank(measure), after.rank(measure))
        return [
          before.name, "\(before.values.count)", NumberText.fixed(old, decimals: 2),
          NumberText.fixed(new, decimals: 2), old > 0 ? NumberText.fixed(new / old, decimals: 3) : "-",
        ]
      })
  }
}

// What cells, variable lists and front ends show.
extension Spectrum: ForeignValue, RichlyDisplayed {
  static let typeName = "Spectrum"

  var displayText: String {
    "Spectrum of \(name) \(shape): largest \(NumberText.reading(values.first ?? 0)), "
      + "stable rank \(NumberText.reading(stableRank)), effective rank \(NumberText.reading(effectiveRank))"
  }

  var displayBundle: DisplayBundle {
    let shown = values.enumerated().filter { $0.element > 0 }
    if shown.isEmpty { return DisplayBundle(text: displayText) }
    let line = Line(x: shown.map { Double($0.offset + 1) }, y: shown.map(\.element))
    return Chart(displayText, x: Axis("number"), y: Axis("singular value", scale: .log), marks: [.line(line)]).bundle()
  }
}

/// Why there is no spectrum.
enum SpectrumError: WordedError {
  case shape(Shape)
  case notFinite(name: String)
  case unconverged(name: String, sweeps: Int)
  case layers(expected: [Shape], found: [Shape])

  var errorText: ErrorText {
    switch self {
    case .shape(let shape):
      ErrorText(
        id: "spectrum-shape", message: "expected a matrix, which has two axes; found shape \(shape)",
        mend: "one row: tensor([[1, 2]])")
    case .notFinite(let name):
      ErrorText(
        id: "spectrum-not-finite", message: "expected finite numbers; found an infinite one or NaN in '\(name)'")
    case .unconverged(let name, let sweeps):
      ErrorText(
        id: "spectrum-unconverged",
        message: "the rows of '\(name)' are not orthogonal after \(sweeps) sweeps of rotations")
    case .layers(let expected, let found):
      ErrorText(
        id: "spectrum-layers",
        message: "expected two networks with the same layers; found weights \(expected) and \(found)",
        mend: "pass a network and what 'train', 'prune' or 'lottery' made of it")
    }
  }
}
