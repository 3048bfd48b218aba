import CommandLanguage
import Networks
import Pruning

extension CommandModule {
  /// When weights go: pruning during training.
  static let schedules = CommandModule(
    "schedules", summary: "Pruning during training: gradual, cyclic, alternating, dynamic sparse."
  ) {
    TypeDeclaration(PruningSchedule.self, "When weights go during a training, and whether they may come back.") {
      StaticMethod(
        "gradual", "Prunes a little more at every update, fast at first; what is gone stays gone.",
        .labelled("to", Double.self, "the last sparsity"),
        .labelled("from", Double.self, default: 0, "the first sparsity"),
        .labelled(
          "over", ClosedRange<Double>.self, default: 0...0.75, "from which fraction of the run to which",
          written: "0...0.75"),
        .labelled("every", Int.self, default: 100, "Δ, between updates", unit: "steps"),
        .labelled("by", PruningScore.self, default: .magnitude, "what ranks the weights, each time anew"),
        .labelled("scope", Scope.self, default: .global, "among which weights they compete"),
        .labelled("structure", Structure.self, default: .unstructured, "what goes as one"),
        .labelled("excluding", [String].self, default: [], "layers by name that stay as they are"),
        .labelled("keeping", Int.self, default: 0, "the least that a layer is left with under a global scope"),
        formula: "s(t) = to + (from - to)(1 - (t - t₀)/(nΔ))³",
        example:
          "train(mlp([64, 30, 10]), on: digits(), epochs: 2, pruning: .gradual(to: 0.9, every: 5)).network.sparsity",
        paper: "Zhu and Gupta 2017, arXiv:1710.01878"
      ) { _, sparsity, start, span, every, score, scope, structure, excluded, keeping in
        PruningSchedule.gradual(
          to: sparsity, from: start, over: span, every: every, by: score, scope: scope, structure: structure,
          excluding: excluded,
          keeping: keeping)
      }
      StaticMethod(
        "cyclic", "The gradual ramp again and again, from a dense network each time; the last masks stay.",
        .labelled("to", Double.self, "the sparsity where every cycle ends"),
        .labelled("cycles", Int.self, default: 3, "how many"),
        .labelled("until", Double.self, default: 0.75, "the fraction of the run after which the masks stay"),
        .labelled("every", Int.self, default: 100, "between updates", unit: "steps"),
        .labelled("by", PruningScore.self, default: .magnitude, "what ranks the weights, each time anew"),
        .labelled("scope", Scope.self, default: .global, "among which weights they compete"),
        .labelled("structure", Structure.self, default: .unstructured, "what goes as one"),
        .labelled("excluding", [String].self, default: [], "layers by name that stay as they are"),
        .labelled("keeping", Int.self, default: 0, "the least that a layer is left with under a global scope"),
        example:
          "train(mlp([64, 30, 10]), on: digits(), epochs: 2, pruning: .cyclic(to: 0.9, every: 3)).network.sparsity",
        paper: "Srinivas et al. 2022, arXiv:2202.01290"
      ) { _, sparsity, cycles, end, every, score, scope, structure, excluded, keeping in
        PruningSchedule.cyclic(
          to: sparsity, cycles: cycles, until: end, every: every, by: score, scope: scope, structure: structure,
          excluding: excluded,
          keeping: keeping)
      }
      StaticMethod(
        "acdc", "AC/DC: dense at first, sparse and dense in turn, sparse at last.",
        .labelled("to", Double.self, "the sparsity of the sparse phases"),
        .labelled("warmUp", Double.self, default: 0.1, "the fraction of the run that is dense at first"),
        .labelled("phase", Double.self, default: 0.05, "the fraction that each phase takes"),
        .labelled("last", Double.self, default: 0.15, "the fraction that is sparse at last"),
        .labelled("by", PruningScore.self, default: .magnitude, "what ranks the weights as a sparse phase begins"),
        .labelled("scope", Scope.self, default: .global, "among which weights they compete"),
        .labelled("structure", Structure.self, default: .unstructured, "what goes as one"),
        .labelled("excluding", [String].self, default: [], "layers by name that stay as they are"),
        .labelled("keeping", Int.self, default: 0, "the least that a layer is left with under a global scope"),
        example: "train(mlp([64, 30, 10]), on: digits(), epochs: 2, pruning: .acdc(to: 0.9)).network.sparsity",
        paper: "Peste et al. 2021, arXiv:2106.12379"
      ) { _, sparsity, warmUp, phase, last, score, scope, structure, excluded, keeping in
        PruningSchedule.acdc(
          to: sparsity, warmUp: warmUp, phase: phase, last: last, by: score, scope: scope, structure: structure,
          excluding: excluded,
          keeping: keeping)
      }
      StaticMethod(
        "oneShot", "Prunes once on the way; before and after a training 'prune' does.",
        .labelled("to", Double.self, "the sparsity"),
        .labelled("at", Double.self, default: 0.5, "when, as a fraction of the run"),
        .labelled("by", PruningScore.self, default: .magnitude, "what ranks the weights"),
        .labelled("scope", Scope.self, default: .global, "among which weights they compete"),
        .labelled("structure", Structure.self, default: .unstructured, "what goes as one"),
        .labelled("excluding", [String].self, default: [], "layers by name that stay as they are"),
        .labelled("keeping", Int.self, default: 0, "the least that a layer is left with under a global scope"),
        example:
          "train(mlp([64, 30, 10]), on: digits(), epochs: 2, pruning: .oneShot(to: 0.9, at: 0.5)).network.sparsity"
      ) { _, sparsity, time, score, scope, structure, excluded, keeping in
        PruningSchedule.oneShot(
          to: sparsity, at: time, by: score, scope: scope, structure: structure, excluding: excluded,
          keeping: keeping)
      }
      StaticMethod(
        "redensify", "Takes all masks off on the way; what was pruned goes on from 0.",
        .labelled("at", Double.self, default: 0.5, "when, as a fraction of the run"),
        example:
          "train(prune(mlp([64, 10]), toSparsity: 0.5), on: digits(), epochs: 2, pruning: .redensify(at: 0.5)).network.sparsity",
        paper: "Han et al. 2017, arXiv:1607.04381"
      ) { _, time in PruningSchedule.redensify(at: time) }
      StaticMember("static", "The masks stay as they are: the baseline of dynamic sparse training.") {
        PruningSchedule.static
      }
      StaticMethod(
        "rigl", "RigL: the weakest connections go, those of greatest dense gradient come, layer by layer.",
        .labelled("every", Int.self, default: 100, "Δ, between exchanges", unit: "steps"),
        .labelled("fraction", Double.self, default: 0.3, "α, what is exchanged at the beginning, in (0, 1]"),
        .labelled("until", Double.self, default: 0.75, "T_end, as a fraction of the run"),
        formula: "k = trunc(f(t) · present), f(t) = α/2 (1 + cos(πt/T_end))",
        example: """
          train(
            prune(mlp([64, 30, 10]), toSparsity: 0.9, by: .random(seed: 0), scope: .layerwise), on: digits(), epochs: 2,
            pruning: .rigl(every: 5)).maskChanges
          """,
        paper: "Evci et al. 2020, arXiv:1911.11134"
      ) { _, every, fraction, end in PruningSchedule.rigl(every: every, fraction: fraction, until: end) }
      StaticMethod(
        "set", "SET: the weakest connections go, random ones come, layer by layer.",
        .labelled("every", Int.self, default: 100, "Δ, between exchanges", unit: "steps"),
        .labelled("fraction", Double.self, default: 0.3, "α, what is exchanged at the beginning, in (0, 1]"),
        .labelled("until", Double.self, default: 0.75, "T_end, as a fraction of the run"),
        formula: "k = trunc(f(t) · present), f(t) = α/2 (1 + cos(πt/T_end))",
        example:
          "train(prune(mlp([64, 10]), toSparsity: 0.8), on: digits(), epochs: 2, pruning: .set(every: 5)).maskChanges",
        paper: "Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3, as Evci et al. 2020 have it"
      ) { _, every, fraction, end in PruningSchedule.set(every: every, fraction: fraction, until: end) }
      StaticMethod(
        "originalSET", "SET as its authors have it: after every epoch a fraction of each sign goes.",
        .labelled("fraction", Double.self, default: 0.3, "ζ, of the smallest positive and of the largest negative"),
        example:
          "train(prune(mlp([64, 10]), toSparsity: 0.8), on: digits(), epochs: 3, pruning: .originalSET()).maskChanges",
        paper: "Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3"
      ) { _, fraction in PruningSchedule.originalSET(fraction: fraction) }
      StaticMethod(
        "snfs", "Sparse networks from scratch: the momentum of all weights says what comes, and in which layer.",
        .labelled("every", Int.self, default: 100, "Δ, between exchanges", unit: "steps"),
        .labelled("fraction", Double.self, default: 0.5, "α, what is exchanged at the beginning, in (0, 1]"),
        .labelled("until", Double.self, default: 0.75, "T_end, as a fraction of the run"),
        formula: "a layer's share ∝ mean |momentum| of the weights present",
        example: """
          train(
            prune(mlp([64, 30, 10]), toSparsity: 0.8, by: .random(seed: 0), scope: .layerwise), on: digits(), epochs: 2,
            pruning: .snfs(every: 5)).maskChanges
          """,
        paper: "Dettmers and Zettlemoyer 2019, arXiv:1907.04840"
      ) { _, every, fraction, end in PruningSchedule.snfs(every: every, fraction: fraction, until: end) }
    }
    TypeDeclaration(MaskChanges.self, "How the masks of a run changed on the way.") {
      Property("records", "A line a change, in order.") { $0.records }
      Property("count", "How many changes there were.") { $0.records.count }
      Property("grown", "All weights that came.") { $0.records.reduce(0) { $0 + $1.grown } }
      Property("dropped", "All weights that went.") { $0.records.reduce(0) { $0 + $1.dropped } }
      Property("sparsities", "The fraction of prunable weights that are gone, after each change.") { $0.sparsities }
    }
    TypeDeclaration(InterventionRecord.self, "One change of masks.") {
      Property("step", "The steps made before.") { $0.step }
      Property("remaining", "The weights present in each layer afterwards.") { $0.remaining }
      Property("grown", "Weights that came.") { $0.grown }
      Property("dropped", "Weights that went.") { $0.dropped }
    }
  }
}
