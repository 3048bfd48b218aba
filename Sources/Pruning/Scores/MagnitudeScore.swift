import Tensors

extension PruningScore {
  /// |w|.
  ///
  /// Source: Han, Pool, Tran, Dally, "Learning both weights and connections for efficient neural networks",
  /// arXiv:1506.02626.
  public static let magnitude = PruningScore(".magnitude") { weight in weight.map(\.magnitude) }
}
