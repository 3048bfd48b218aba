import CommandLanguage
import Networks
import Tensors

extension CommandModule {
  /// Masks into smaller layers.
  static let compaction = CommandModule(
    "compaction", summary: "Units and channels that masks have made superfluous, really removed."
  ) {
    Command(
      "compact",
      "Removes the units and channels that masks have made constant or unread; the same outputs from a smaller network.",
      .positional("net", Network.self, "a network with masks; the outputs agree to rounding, in inference"),
      purity: .pure(hint: "'net' is unchanged; use the network that 'compact' gives"),
      formula: "a unit without weights gives c = f(b), and b′ = b + w·c in the layer behind it",
      example: "compact(prune(mlp([64, 300, 100, 10]), toSparsity: 0.99))"
    ) { call, net in try call.compaction(of: net).network }
    Command(
      "compaction",
      "What 'compact' removes, layer by layer: channels into and out of residual blocks stay, as do those at groups.",
      .labelled("of", Network.self, "a network with masks"),
      example: "compaction(of: prune(mlp([64, 300, 100, 10]), toSparsity: 0.99))"
    ) { call, net in try call.compaction(of: net) }
    TypeDeclaration(Compaction.self, "A network before and after the removal of superfluous units and channels.") {
      Property("network", "The smaller network.") { $0.network }
      Property("original", "The network that was given.") { $0.original }
      Property("removedUnits", "Units and channels that are gone.") { $0.removedUnits }
      Property("layers", "The layers with parameters, before and after.") { $0.rows }
    }
    TypeDeclaration(Compaction.Row.self, "One layer before and after compaction.") {
      Property("name", "The name its parameters start with.") { $0.name }
      Property("kind", "The kind of layer.") { $0.kind }
      Property("unitsBefore", "Units or channels out, as given.") { $0.units.before }
      Property("unitsAfter", "Units or channels out, of the smaller network.") { $0.units.after }
      Property("parametersBefore", "Weights and biases, as given.") { $0.parameters.before }
      Property("parametersAfter", "Weights and biases of the smaller network.") { $0.parameters.after }
      Property("multiplyAddsBefore", "Multiply-adds a sample, as given.") { $0.multiplyAdds.before }
      Property("multiplyAddsAfter", "Multiply-adds a sample of the smaller network.") { $0.multiplyAdds.after }
    }
  }
}

extension CallContext {
  fileprivate func compaction(of net: Network) throws -> Compaction {
    let checkpoint = try cell.checkpoint
    return try computing { try Compaction(of: net, checkpoint: checkpoint) }
  }
}
