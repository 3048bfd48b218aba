public import Tensors

/// The edges of a tree that joins all models at the least total distance, by Prim's algorithm from model 0.
///
/// Of equally near models the first joins, at the first model of the tree that is as near, so the tree is the same
/// every time.
public struct MinimumSpanningTree: Hashable, Sendable {
  /// Two models and how far apart they are.
  public struct Edge: Hashable, Sendable {
    /// The smaller index.
    public let first: Int
    /// The larger index.
    public let second: Int
    /// Their distance.
    public let length: Double
  }

  /// One edge fewer than models, in the order of their indices.
  public let edges: [Edge]

  /// Σ of the lengths.
  public var length: Double { edges.reduce(0) { $0 + $1.length } }

  /// The tree of a matrix of distances [M, M].
  /// - Throws: `RepresentationError.shape` or `.notADistance`.
  /// - Complexity: O(M²).
  public init(distances: Tensor) throws(RepresentationError) {
    let matrix = try DistanceMatrix(distances)
    let count = matrix.count
    var open = Array(1..<max(count, 1))
    var nearest = (0..<count).map { matrix.values[$0] }
    var anchors = [Int](repeating: 0, count: count)
    var edges: [Edge] = []
    while let place = open.indices.min(by: { nearest[open[$0]] < nearest[open[$1]] }) {
      let model = open.remove(at: place)
      let anchor = anchors[model]
      edges.append(Edge(first: min(model, anchor), second: max(model, anchor), length: nearest[model]))
      for other in open {
        let distance = matrix.values[model * count + other]
        if distance < nearest[other] { (nearest[other], anchors[other]) = (distance, model) }
      }
    }
    self.edges = edges.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }
}
