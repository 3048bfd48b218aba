import CommandLanguage
import Experiments
import Geometry
import Networks
import Tensors

extension CommandModule {
  /// Linear regions of networks.
  static let regions = CommandModule("regions", summary: "The linear pieces that a ReLU network cuts its inputs into.")
  {
    Command(
      "linearRegions", "Counts the activation regions on a line between two inputs, exactly.",
      .labelled("of", Network.self, "a network of dense layers and ReLU"),
      .labelled("from", Tensor.self, "the input at t = 0"), .labelled("to", Tensor.self, "the input at t = 1"),
      .labelled("extent", LineRegions.Extent.self, default: .segment, ".segment between them, or the whole .line"),
      formula: "regions = distinct breakpoints + 1",
      example: "linearRegions(of: mlp([2, 16, 2]), from: tensor([-1, -1]), to: tensor([1, 1])).count",
      paper: "Hanin and Rolnick 2019, arXiv:1901.09021"
    ) { call, net, start, end, extent in
      try linearRegions(
        of: net.piecewiseLinear(), from: start, to: end, extent: extent, checkpoint: call.cell.checkpoint)
    }
    TypeDeclaration(LineRegions.self, "The activation regions on a line, and where they meet.") {
      Property("count", "Activation regions: distinct breakpoints + 1.") { $0.count }
      Property("breakpoints", "Where a neuron changes its state, in order.") { $0.breakpoints }
      Property("length", "The distance between the two inputs.") { $0.length }
      Property("density", "Distinct breakpoints a unit of length; nil on a whole line.") { $0.density }
      Property("breakpointsPerNeuron", "Breakpoints over neurons; 1 in the mean at initialisation, on a whole line.") {
        $0.breakpointsPerNeuron
      }
      Property("breakpointsPerLayer", "The breakpoints that each layer adds.") { $0.layers.map(\.breakpoints) }
      Property("degenerateGaps", "Gaps below 1e-12 of the segment, whose ends count as one breakpoint.") {
        $0.degenerateGaps
      }
    }
    TypeDeclaration(LineRegions.Breakpoint.self, "A place where one neuron changes its state.") {
      Property("position", "t, with the inputs at 0 and 1.") { $0.position }
      Property("layer", "The layer, from 1 for the first hidden one.") { $0.layer + 1 }
      Property("neuron", "The neuron within its layer, from 0.") { $0.neuron }
    }
    TypeDeclaration(choice: LineRegions.Extent.self, "What part of a line is looked at.") { extent in
      switch extent {
      case .segment: "Between the two inputs."
      case .line: "All of it."
      }
    }
  }
}
