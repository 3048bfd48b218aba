import CommandLanguage
import Geometry

extension CommandModule {
  /// The estimators of intrinsic dimension.
  static let dimensionMethods = CommandModule(
    "dimensionMethods", summary: "The estimators of intrinsic dimension and their conventions."
  ) {
    TypeDeclaration(DimensionMethod.self, "An estimator of intrinsic dimension.") {
      StaticMethod(
        "mle", "Levina and Bickel's maximum likelihood from distances to the k nearest neighbours.",
        .labelled("neighbors", Int.self, default: 20, "k, at least 2", unit: "points"),
        .labelled(
          "aggregation", LevinaBickel.Aggregation.self, default: .pooled,
          "how points are put together: .pooled is the likelihood of all, .mean and .median of the local values"),
        .labelled(
          "normalization", LevinaBickel.Normalization.self, default: .kMinusOne,
          "the numerator: .kMinusOne, or .kMinusTwo as in Pope et al. 2021, which is lower by (k-2)/(k-1)"),
        formula: "S = Σⱼ ln(rₖ/rⱼ), d = (k-1)/S or (k-2)/S",
        example: "intrinsicDimension(digits().test.inputs, .mle(neighbors: 10, normalization: .kMinusTwo)).convention",
        paper: "Levina and Bickel, NIPS 2004"
      ) { _, neighbors, aggregation, normalization in
        DimensionMethod.mle(neighbors: neighbors, aggregation: aggregation, normalization: normalization)
      }
      StaticMethod(
        "twoNN", "From the ratio of the distances to the two nearest neighbours.",
        .labelled(
          "method", TwoNearestNeighbors.Method.self, default: .linear,
          ".linear fits a line without the largest ratios, .mle uses all, .censored counts the trimmed ones as censored"
        ),
        .labelled(
          "trim", Double.self, default: 0.1, "the fraction of largest ratios left out of .linear and .censored"),
        formula: "ln(r₂/r₁) is exponential with rate d",
        example: "intrinsicDimension(digits().test.inputs, .twoNN(method: .mle))",
        paper: "Facco, d'Errico, Rodriguez, Laio 2017, doi:10.1038/s41598-017-11873-y"
      ) { _, method, trim in
        DimensionMethod.twoNN(method: method, trim: trim)
      }
      StaticMethod(
        "gride",
        "Maximum likelihood from the ratio of the distances to neighbours of two ranks, at a scale of one's own.",
        .labelled("n1", Int.self, default: 1, "the nearer rank"),
        .labelled("n2", Int?.self, "the farther rank; twice the nearer unless given"),
        formula: "μ⁻ᵈ is Beta(n₁, n₂ - n₁), μ = r(n₂)/r(n₁)",
        example: "intrinsicDimension(digits().test.inputs, .gride(n1: 4))",
        paper: "Denti, Doimo, Laio, Mira 2022, doi:10.1038/s41598-022-20991-1"
      ) { _, nearer, farther in DimensionMethod.gride(n1: nearer, n2: farther) }
      StaticMethod(
        "mom", "From the mean distance of the neighbours relative to the farthest.",
        .labelled("neighbors", Int.self, default: 100, "k", unit: "points"), formula: "d = m / (rₖ - m), m = mean rⱼ",
        example: "intrinsicDimension(digits().test.inputs, .mom(neighbors: 50))",
        paper: "Amsaleg et al. 2018, doi:10.1007/s10618-018-0578-6"
      ) { _, neighbors in DimensionMethod.mom(neighbors: neighbors) }
      StaticMethod(
        "mada", "From the growth of a neighbourhood between half the neighbours and all of them.",
        .labelled("neighbors", Int.self, default: 20, "k", unit: "points"), formula: "d = ln 2 / ln(rₖ / r(k/2))",
        example: "intrinsicDimension(digits().test.inputs, .mada())",
        paper: "Farahmand, Szepesvári, Audibert 2007, doi:10.1145/1273496.1273530"
      ) { _, neighbors in DimensionMethod.mada(neighbors: neighbors) }
      StaticMethod(
        "mind", "Maximum likelihood from the nearest neighbour's distance relative to that of neighbour k + 1.",
        .labelled("k", Int.self, default: 10, "the farther neighbour's rank, less one"),
        .labelled(
          "version", MinimumNeighborDistance.Version.self, default: .real,
          ".real, or .integer for the best whole number"),
        formula: "L(d) = N ln(kd) + (d-1) Σ ln ρ + (k-1) Σ ln(1 - ρᵈ), ρ = r₁/r(k+1)",
        example: "intrinsicDimension(digits().test.inputs, .mind())",
        paper: "Rozza et al. 2012, doi:10.1007/s10994-012-5294-7"
      ) { _, k, version in DimensionMethod.mind(k: k, version: version) }
      StaticMethod(
        "binomial", "From the share of a ball's points that lie within a smaller ball.",
        .labelled("neighbors", Int?.self, "k, where each point's ball reaches to its k-th neighbour", unit: "points"),
        .labelled("radius", Double?.self, "where all balls have one radius"),
        .labelled("ratio", Double.self, default: 0.5, "of the small radius to the large one"),
        .labelled("method", BinomialDimension.Method.self, default: .mle, ".mle or .bayes, under a flat prior"),
        formula: "d = ln(mean n / mean k) / ln ratio",
        example: "intrinsicDimension(digits().test.inputs, .binomial(neighbors: 20))",
        paper: "Macocco, Glielmo, Grilli, Laio 2023, doi:10.1103/PhysRevLett.130.067401"
      ) { call, neighbors, radius, ratio, method in
        switch (neighbors, radius) {
        case (let neighbors?, nil): DimensionMethod.binomial(neighbors: neighbors, ratio: ratio, method: method)
        case (nil, let radius?): DimensionMethod.binomial(radius: radius, ratio: ratio, method: method)
        default:
          throw call.invalid(
            "neighbors", expected: "either neighbors or radius", found: neighbors == nil ? "neither" : "both")
        }
      }
      StaticMethod(
        "correlationIntegral",
        "The growth of the number of pairs between the median distances to two ranks of neighbours.",
        .labelled("k1", Int.self, default: 10, "the rank that gives the smaller radius"),
        .labelled("k2", Int.self, default: 20, "the rank that gives the larger radius"),
        formula: "d = ln(C(R₂)/C(R₁)) / ln(R₂/R₁)",
        example: "intrinsicDimension(digits().test.inputs, .correlationIntegral())",
        paper: "Grassberger, Procaccia 1983, doi:10.1016/0167-2789(83)90298-1"
      ) { _, k1, k2 in DimensionMethod.correlationIntegral(k1: k1, k2: k2) }
      StaticMethod(
        "tle", "Tight locality: all pairs within a neighbourhood take part.",
        .labelled("neighbors", Int.self, default: 20, "k", unit: "points"),
        example: "intrinsicDimension(digits(test: 100).test.inputs, .tle())",
        paper: "Amsaleg et al. 2019, doi:10.1137/1.9781611975673.21"
      ) { _, neighbors in DimensionMethod.tle(neighbors: neighbors) }
      StaticMethod(
        "ess", "Expected simplex skewness: the angles between neighbours seen from their centre.",
        .labelled("neighbors", Int.self, default: 100, "k", unit: "points"),
        .labelled("version", ExpectedSimplexSkewness.Version.self, default: .a, ".a by sines, .b by cosines"),
        formula: ".a: E|sin| = Γ(d/2)² / (Γ((d+1)/2) Γ((d-1)/2))",
        example: "intrinsicDimension(digits(test: 150).test.inputs, .ess(neighbors: 30))",
        paper: "Johnsson, Soneson, Fontes 2015, doi:10.1109/TPAMI.2014.2343220"
      ) { _, neighbors, version in DimensionMethod.ess(neighbors: neighbors, version: version) }
      StaticMethod(
        "fisherS", "From how easily points are told apart by planes after whitening.",
        example: "intrinsicDimension(digits(test: 200).test.inputs, .fisherS())",
        paper: "Albergante, Bac, Zinovyev 2019, doi:10.1109/IJCNN.2019.8852450"
      ) { _ in DimensionMethod.fisherS() }
      StaticMethod(
        "mindKL", "The law of the nearest neighbour's relative distance, against balls of known dimension.",
        .labelled("k", Int.self, default: 10, "the farther neighbour's rank, less one"),
        .labelled("calibrations", Int.self, default: 1, "balls of each dimension that are averaged"),
        .labelled("seed", Int?.self, "draws the balls; the session's seed unless given"),
        example: "intrinsicDimension(manifold(.torus(dimension: 2), count: 150), .mindKL())",
        paper: "Lombardi et al. 2011, doi:10.1007/978-3-642-23783-6_24"
      ) { call, k, calibrations, seed in
        DimensionMethod.mindKL(k: k, calibrations: calibrations, seed: try seed ?? call.cell.seed)
      }
      StaticMethod(
        "knn", "From the growth of the graph of nearest neighbours with the number of points.",
        .labelled("k", Int.self, default: 4, "neighbours of each point"),
        .labelled("power", Double.self, default: 1, "of the edges' lengths"),
        .labelled("sizes", Int.self, default: 8, "numbers of points looked at"),
        .labelled("repeats", Int.self, default: 8, "draws of each number"),
        .labelled("seed", Int?.self, "draws the points; the session's seed unless given"),
        formula: "L(n) ~ n^((d-γ)/d)",
        example: "intrinsicDimension(manifold(.torus(dimension: 2), count: 300), .knn())",
        paper: "Carter, Raich, Hero 2010, doi:10.1109/TSP.2009.2031722"
      ) { call, k, power, sizes, repeats, seed in
        DimensionMethod.knn(
          k: k, power: power, sizes: sizes, repeats: repeats, seed: try seed ?? call.cell.seed)
      }
      StaticMethod(
        "noisyMLE", "Levina and Bickel's estimate corrected for normal noise of the distances.",
        .labelled("neighbors", Int.self, default: 20, "k", unit: "points"),
        .labelled("noise", Double.self, "its standard deviation"),
        example: "intrinsicDimension(manifold(.torus(dimension: 2), count: 300), .noisyMLE(noise: 0.01))",
        paper: "Haro, Randall, Sapiro 2008, doi:10.1007/s11263-008-0144-6"
      ) { _, neighbors, noise in DimensionMethod.noisyMLE(neighbors: neighbors, noise: noise) }
      StaticMethod(
        "danco", "From angles and norms in neighbourhoods, against balls of known dimension.",
        .labelled("neighbors", Int.self, default: 10, "k", unit: "points"),
        .labelled("isFractional", Bool.self, default: true, "whether the answer lies between whole numbers"),
        .labelled("draws", Int.self, default: 1, "balls of each dimension that are averaged"),
        .labelled("seed", Int?.self, "draws the balls; the session's seed unless given"),
        formula: "the d whose ball has the least Kullback-Leibler divergence of norms and angles",
        example: "intrinsicDimension(manifold(.torus(dimension: 2), count: 150), .danco())",
        paper: "Ceruti et al. 2014, doi:10.1016/j.patcog.2014.02.013"
      ) { call, neighbors, isFractional, draws, seed in
        DimensionMethod.danco(
          neighbors: neighbors, isFractional: isFractional, draws: draws, seed: try seed ?? call.cell.seed)
      }
      StaticMethod(
        "persistentHomology", "From the growth of minimum spanning trees with the number of points.",
        .labelled("power", Double.self, default: 1, "of the edges' lengths"),
        .labelled("sizes", Int.self, default: 100, "numbers of points looked at"),
        .labelled("subsamples", Int.self, default: 10, "draws of each number"),
        .labelled("smallest", Double.self, default: 0.5, "number of points, as a share of all"),
        .labelled("seed", Int?.self, "draws the points; the session's seed unless given"),
        formula: "E(n) ~ n^((d-α)/d), E the sum of the edges' lengths to the power α",
        example:
          "intrinsicDimension(manifold(.torus(dimension: 2), count: 150), .persistentHomology(sizes: 10, subsamples: 2))",
        paper: "Adams et al. 2020, arXiv:1808.01079"
      ) { call, power, sizes, subsamples, smallest, seed in
        DimensionMethod.persistentHomology(
          power: power, sizes: sizes, subsamples: subsamples, smallest: smallest, seed: try seed ?? call.cell.seed)
      }
      StaticMethod(
        "geodesic", "From the distances along the graph of neighbours, against those on a sphere.",
        .labelled("neighbors", Int.self, default: 15, "k", unit: "points"),
        .labelled("sources", Int.self, default: 2000, "points that paths start from, at most"),
        .labelled("seed", Int?.self, "draws the sources; the session's seed unless given"),
        example: "intrinsicDimension(manifold(.sphere(dimension: 2), count: 300), .geodesic())",
        paper: "Granata, Carnevale 2016, doi:10.1038/srep31377"
      ) { call, neighbors, sources, seed in
        DimensionMethod.geodesic(neighbors: neighbors, sources: sources, seed: try seed ?? call.cell.seed)
      }
      StaticMethod(
        "pca", "Principal components of the whole set, counted by a rule.",
        .labelled(
          "rule", RankRule.self, default: .fukunagaOlsen(), "which components count", written: ".fukunagaOlsen()"),
        .labelled("seed", Int?.self, "draws the permutations of parallel analysis; the session's seed unless given"),
        example: "intrinsicDimension(digits().test.inputs, .pca(rule: .participationRatio))"
      ) { call, rule, seed in DimensionMethod.pca(rule: rule, seed: try seed ?? call.cell.seed) }
      StaticMethod(
        "localPCA", "Principal components of each point's neighbours, counted by a rule.",
        .labelled("neighbors", Int.self, default: 20, "k", unit: "points"),
        .labelled(
          "rule", RankRule.self, default: .fukunagaOlsen(), "which components count", written: ".fukunagaOlsen()"),
        .labelled("seed", Int?.self, "draws the permutations of parallel analysis; the session's seed unless given"),
        example: "intrinsicDimension(digits(test: 150).test.inputs, .localPCA(neighbors: 30))",
        paper: "Fukunaga, Olsen 1971, doi:10.1109/T-C.1971.223208"
      ) { call, neighbors, rule, seed in
        DimensionMethod.localPCA(neighbors: neighbors, rule: rule, seed: try seed ?? call.cell.seed)
      }
    }
    TypeDeclaration(RankRule.self, "How many principal components count.") {
      StaticMethod(
        "fukunagaOlsen", "Eigenvalues above a fraction of the largest.",
        .labelled("fraction", Double.self, default: 0.05, "of the largest, from 0 to below 1"),
        example: "RankRule.fukunagaOlsen(fraction: 0.1)", paper: "Fukunaga, Olsen 1971, doi:10.1109/T-C.1971.223208"
      ) { _, fraction in RankRule.fukunagaOlsen(fraction: fraction) }
      StaticMethod(
        "fan", "The noise of the last components is taken off; then the first large gap or share.",
        .labelled("gap", Double.self, default: 10, "ratio of two eigenvalues that counts as a gap, above 1"),
        .labelled("balance", Double.self, default: 0.8, "share of the variance at which to stop"),
        .labelled("signal", Double.self, default: 0.95, "share of the variance that is not noise"),
        example: "RankRule.fan()", paper: "Fan, Gu, Qiao, Zhang 2010, arXiv:1002.2050"
      ) { _, gap, balance, signal in RankRule.fan(gap: gap, balance: balance, signal: signal) }
      StaticMember("largestGap", "The place of the largest ratio of an eigenvalue to the next.") { RankRule.largestGap }
      StaticMethod(
        "explainedVariance", "The fewest components that hold a share of the variance.",
        .labelled("share", Double.self, "above 0, at most 1"), example: "RankRule.explainedVariance(share: 0.95)"
      ) { _, share in RankRule.explainedVariance(share: share) }
      StaticMember("participationRatio", "Not a whole number.", formula: "(Σλ)² / Σλ²") { RankRule.participationRatio }
      StaticMember("kaiser", "Eigenvalues above their mean.") { RankRule.kaiser }
      StaticMember(
        "brokenStick", "Eigenvalues above the pieces of a stick broken at random.",
        paper: "Jackson 1993, doi:10.2307/1939574"
      ) { RankRule.brokenStick }
      StaticMember("marchenkoPastur", "Eigenvalues above the edge of pure noise.", formula: "σ²(1 + √(D/(N-1)))²") {
        RankRule.marchenkoPastur
      }
      StaticMember(
        "gavishDonoho", "The optimal hard threshold of singular values under unknown noise.",
        paper: "Gavish, Donoho 2014, doi:10.1109/TIT.2014.2323359"
      ) { RankRule.gavishDonoho }
      StaticMethod(
        "kritchmanNadler", "A test of one eigenvalue after another against pure noise.",
        .labelled("significance", Double.self, default: 0.05, "0.1, 0.05, 0.01, 0.005 or 0.001"),
        example: "RankRule.kritchmanNadler()", paper: "Kritchman, Nadler 2008, doi:10.1016/j.chemolab.2008.06.002"
      ) { _, significance in RankRule.kritchmanNadler(significance: significance) }
      StaticMember("minka", "The largest evidence of probabilistic principal components.", paper: "Minka, NIPS 2000") {
        RankRule.minka
      }
      StaticMethod(
        "parallelAnalysis", "Eigenvalues above those of the same columns, each permuted by itself.",
        .labelled("permutations", Int.self, default: 100, "how many, at most 100,000"),
        .labelled("quantile", Double.self, default: 0.95, "of the permuted eigenvalues"),
        example: "RankRule.parallelAnalysis(permutations: 20)", paper: "Horn 1965, doi:10.1007/BF02289447"
      ) { _, permutations, quantile in RankRule.parallelAnalysis(permutations: permutations, quantile: quantile) }
    }
    TypeDeclaration(choice: LevinaBickel.Aggregation.self, "How the local estimates are put together.") { choice in
      switch choice {
      case .pooled: "The likelihood of all points together: the harmonic mean of the local estimates."
      case .mean: "The arithmetic mean of the local estimates."
      case .median: "The median of the local estimates."
      }
    }
    TypeDeclaration(choice: LevinaBickel.Normalization.self, "The numerator of Levina and Bickel's estimate.") {
      choice in
      switch choice {
      case .kMinusOne: "(k-1)/S, nearly unbiased when pooled."
      case .kMinusTwo: "(k-2)/S, unbiased at one point, low by (k-2)/(k-1) when pooled."
      }
    }
    TypeDeclaration(choice: TwoNearestNeighbors.Method.self, "How TwoNN fits the ratios.") { choice in
      switch choice {
      case .linear: "A line through the origin, the largest ratios left out."
      case .mle: "Maximum likelihood over all ratios."
      case .censored: "Maximum likelihood that counts the largest ratios as censored."
      case .bayes: "The posterior mean over all ratios under the prior Gamma(2, 5)."
      }
    }
    TypeDeclaration(choice: BinomialDimension.Method.self, "How the counts become a dimension.") { choice in
      switch choice {
      case .mle: "Maximum likelihood."
      case .bayes: "The posterior mean under a flat prior of the share."
      }
    }
    TypeDeclaration(choice: MinimumNeighborDistance.Version.self, "Which numbers the likelihood is searched over.") {
      choice in
      switch choice {
      case .real: "Any positive number."
      case .integer: "Whole numbers."
      }
    }
    TypeDeclaration(choice: ExpectedSimplexSkewness.Version.self, "What is read off a pair of neighbours.") { choice in
      switch choice {
      case .a: "The sine of their angle: the area of a simplex."
      case .b: "The cosine of their angle: a projection."
      }
    }
  }
}
