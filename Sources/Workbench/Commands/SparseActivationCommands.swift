import CommandLanguage
import Experiments
import Tensors

extension CommandModule {
  /// Sparsely activated layers.
  static let sparseActivation = CommandModule(
    "sparseActivation", summary: "Layers of which a sample uses few units, found by their size, by hashes or at random."
  ) {
    Command(
      "sparseActivation", "Compares ways of finding the units that work for a sample, at one number of active units.",
      .labelled("target", ActivationTarget.self, default: .hypercube, "the function to learn"),
      .labelled("active", Int.self, default: 128, "that work for a sample", unit: "units"),
      .labelled(
        "routings", [Routing].self, default: SparseActivationSettings().routings,
        "what is compared: .dense, .top(fraction: …), .randomHash(experts: …), .hyperplanes(experts: …), .tables(…)",
        written: "the paper's"),
      .labelled("points", Int.self, default: 20_000, "to learn from", unit: "points"),
      .labelled("testPoints", Int.self, default: 5_000, "to test on", unit: "points"),
      .labelled("penalty", Double.self, default: 1e-6, "λ of the ridge regressions, a point", written: "1e-6"),
      .labelled(
        "training", SparseActivationSettings.Training.self, default: .frozen,
        ".frozen leaves units random, .joint(epochs: …) trains them", written: ".frozen"),
      .labelled("seed", Int?.self, "draws function, points, units and hashes; the session's seed unless given"),
      formula: "g(x) = Aˣ φ(x), errors over the variance of g",
      example: "sparseActivation(active: 16, routings: [.dense, .top(fraction: 0.25)], points: 2000)",
      paper: "Baykal et al. 2022, arXiv:2208.04461"
    ) { call, target, active, routings, points, testPoints, penalty, training, seed -> SparseActivation in
      let settings = SparseActivationSettings(
        target: target, active: active, routings: routings, points: points, testPoints: testPoints, penalty: penalty,
        training: training, seed: try seed ?? call.cell.seed)
      do {
        return try call.working { try Experiments.sparseActivation(settings, checkpoint: $0) }
      } catch ExperimentError.setting(let name, let expected, let found) {
        throw call.invalid(name, expected: expected, found: found)
      }
    }
    TypeDeclaration(SparseActivation.self, "How well layers learn a function, by how their active units are found.") {
      Property("rows", "A row a routing, in the order asked for.") { $0.rows }
    }
    TypeDeclaration(SparseActivation.Row.self, "One way of finding active units.") {
      Property("routing", "How units are found.") { $0.routing }
      Property("active", "Units that work for a sample.") { $0.active }
      Property("total", "Units in all.") { $0.total }
      Property("multiplyAdds", "Multiply-adds of a sample.") { $0.multiplyAdds }
      Property("trainError", "Mean squared error over variance on the points learned from.") { $0.trainError }
      Property("testError", "The same on the test points.") { $0.testError }
    }
    TypeDeclaration(choice: ActivationTarget.self, "A random function on [-1, 1]⁸.") { target in
      switch target {
      case .hypercube: "The corners' random signs, interpolated: Σ v(y) Π (1 + yᵢ xᵢ)/2."
      case .polynomial: "All monomials of degree 4 and less with random coefficients, Σ |c| = 1."
      }
    }
    TypeDeclaration(Routing.self, "How a sample finds the units that work for it.") {
      StaticMember("dense", "All units work for all samples.") { Routing.dense }
      StaticMethod(
        "top", "Of 1/fraction times as many units, those with the largest activations.",
        .labelled("fraction", Double.self, "between 0 and 1"),
        example: "sparseActivation(active: 16, routings: [.top(fraction: 0.25)], points: 2000)"
      ) { _, fraction in Routing.top(fraction: fraction) }
      StaticMethod(
        "randomHash", "One of so many groups of units, by a random number of the sample: the control.",
        .labelled("experts", Int.self, "2, 4, 8, …"),
        example: "sparseActivation(active: 16, routings: [.randomHash(experts: 4)], points: 2000)"
      ) { _, experts in Routing.randomHash(experts: experts) }
      StaticMethod(
        "hyperplanes", "One of so many groups of units, by the sides of random hyperplanes on which the sample lies.",
        .labelled("experts", Int.self, "2, 4, 8, …"),
        example: "sparseActivation(active: 16, routings: [.hyperplanes(experts: 4)], points: 2000)"
      ) { _, experts in Routing.hyperplanes(experts: experts) }
      StaticMethod(
        "tables", "One number in each of as many tables as there are active units, found by hyperplanes.",
        .labelled("buckets", Int.self, "of each table: 2, 4, 8, …"),
        example: "sparseActivation(active: 8, routings: [.tables(buckets: 64)], points: 2000)"
      ) { _, buckets in Routing.tables(buckets: buckets) }
    }
    TypeDeclaration(SparseActivationSettings.Training.self, "How a sparsely activated layer learns.") {
      StaticMember("frozen", "The units stay random; the layer on top is ridge regression.") {
        SparseActivationSettings.Training.frozen
      }
      StaticMethod(
        "joint", "Units and the layer on top learn together, by Adam.",
        .labelled("epochs", Int.self, "passes over the points", unit: "epochs"),
        example:
          "sparseActivation(active: 8, routings: [.top(fraction: 0.5)], points: 500, training: .joint(epochs: 2))"
      ) { _, epochs in SparseActivationSettings.Training.joint(epochs: epochs) }
    }
  }
}
