import EspalierKit

extension CommandModule {
  /// What the kernel adds to Espalier's commands.
  static let spectra = CommandModule(
    "spectra", summary: "The singular values of weight matrices, and the ranks that follow from them."
  ) {
    Command(
      "spectrum", "Computes the singular values of a matrix.",
      .labelled("of", Tensor.self, "a matrix: two axes, all numbers finite"),
      formula: "σ₁ ≥ σ₂ ≥ …: the square roots of the eigenvalues of A·Aᵀ",
      example: "spectrum(of: tensor([[3, 0], [4, 5]]))", paper: "Hestenes 1958, doi:10.1137/0106005"
    ) { call, matrix in
      try call.working(operations: Spectrum.operations(matrix.shape)) { checkpoint in
        try Spectrum(of: matrix, name: "matrix", checkpoint: checkpoint)
      }
    }
    Command(
      "spectra", "Computes the singular values of every weight matrix of a network.",
      .labelled("of", Network.self, "dense or pruned; pruned weights count as zeros"),
      example: "spectra(of: mlp([64, 100, 10])).map { $0.stableRank }"
    ) { call, net in
      try call.working(operations: Spectrum.operations(net)) { try Spectrum.layers(of: net, checkpoint: $0) }
    }
    Command(
      "rankTable", "Compares the ranks of a network's weight matrices before and after training or pruning.",
      .positional("before", Network.self, "the network as it was"),
      .positional("after", Network.self, "what has become of it, with the same layers"),
      .labelled("by", RankMeasure.self, default: .stable, "what counts as rank: .stable or .effective"),
      example: "let net = mlp([64, 100, 10])\nrankTable(net, prune(net, toSparsity: 0.9), by: .effective)"
    ) { call, before, after, measure in
      try call.working(operations: 2 * Spectrum.operations(before)) { checkpoint in
        let old = try Spectrum.layers(of: before, checkpoint: checkpoint)
        let new = try Spectrum.layers(of: after, checkpoint: checkpoint)
        return try Spectrum.table(old, new, by: measure)
      }
    }
    TypeDeclaration(Spectrum.self, "The singular values of a matrix.") {
      Property("name", "The layer's weight, or 'matrix'.") { $0.name }
      Property("values", "The singular values in descending order.") { $0.values }
      Property("stableRank", "At most the rank, and insensitive to small singular values.", formula: "Σσᵢ² / σ₁²") {
        $0.stableRank
      }
      Property(
        "effectiveRank", "As many equal singular values have the same entropy.",
        formula: "exp(-Σ pᵢ ln pᵢ), pᵢ = σᵢ / Σσ"
      ) { $0.effectiveRank }
      Method("rank", "One of the ranks.", .positional("measure", RankMeasure.self, "which")) { _, spectrum, measure in
        spectrum.rank(measure)
      }
    }
    TypeDeclaration(RankMeasure.self, "What counts as the rank of a matrix of real numbers.") {
      StaticMember(
        "stable", "Squared Frobenius norm over squared spectral norm.", formula: "Σσᵢ² / σ₁²",
        paper: "Rudelson and Vershynin 2007, doi:10.1145/1255443.1255449"
      ) { RankMeasure.stable }
      StaticMember(
        "effective", "The exponential of the entropy of the singular values.",
        formula: "exp(-Σ pᵢ ln pᵢ), pᵢ = σᵢ / Σσ", paper: "Roy and Vetterli, EUSIPCO 2007"
      ) { RankMeasure.effective }
    }
  }
}
