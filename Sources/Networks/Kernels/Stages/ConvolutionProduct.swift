import CKernels
import Synchronization
import Tensors

/// The three products of a convolution, each cut into phases and these into blocks by the shape alone.
struct ConvolutionProduct {
  /// Which product.
  enum Direction: Int, CaseIterable {
    case forward, inputGradient, weightGradient
  }

  private let convolution: Convolution
  private let input: ImageShape
  /// Blocks in flight, each with memory of its own. How many changes no result: a block owns what it writes.
  private let workers: Int

  init(_ convolution: Convolution, input: ImageShape) {
    self.convolution = convolution
    self.input = input
    workers = Parallel.threadCount
  }

  /// Numbers in W.
  var weightCount: Int {
    convolution.outputs * (input.channels / convolution.groups) * convolution.kernel * convolution.kernel
  }

  private func shape(_ lanes: Lanes) -> espalier_convolution {
    espalier_convolution(
      channels: input.channels, outputs: convolution.outputs, groups: convolution.groups, height: input.height,
      width: input.width, kernel_height: convolution.kernel, kernel_width: convolution.kernel,
      step_y: convolution.stride, step_x: convolution.stride, pad_y: convolution.padding, pad_x: convolution.padding,
      lanes: lanes.stride)
  }

  private func plan(_ direction: Direction, _ shape: espalier_convolution) -> espalier_convolution_plan {
    withUnsafePointer(to: shape) { espalier_plan_convolution($0, Int32(direction.rawValue), Int32(ESPALIER_BEST)) }
  }

  /// A whole number of cache lines.
  private func rounded(_ count: Int) -> Int { (count + Lanes.vector - 1) / Lanes.vector * Lanes.vector }

  /// Floats of scratch: what all blocks share, then what each in flight has for itself.
  func scratchCount(_ lanes: Lanes) -> Int {
    let shape = shape(lanes)
    return Direction.allCases.map { direction in
      let plan = plan(direction, shape)
      return rounded(plan.shared) + workers * rounded(plan.own)
    }.max() ?? 0
  }

  /// Runs one product.
  /// - Throws: `Interrupted`; what was to be written is then incomplete.
  func run(_ direction: Direction, _ operands: espalier_convolution_operands, _ pass: Pass) throws(Interrupted) {
    let shape = shape(pass.lanes)
    let plan = plan(direction, shape)
    let memory = Memory(
      scratch: pass.scratch, own: pass.scratch + rounded(plan.shared), ownCount: rounded(plan.own))
    for phase in 0..<plan.phases {
      try runPhase(phase, Work(shape: shape, plan: plan, operands: operands), memory, pass.checkpoint)
    }
  }

  private struct Work {
    var shape: espalier_convolution
    var plan: espalier_convolution_plan
    var operands: espalier_convolution_operands
  }

  private struct Memory {
    let scratch: UnsafeMutablePointer<Float>
    let own: UnsafeMutablePointer<Float>
    let ownCount: Int
  }

  private func runPhase(_ phase: Int, _ work: Work, _ memory: Memory, _ checkpoint: Checkpoint) throws(Interrupted) {
    var work = work
    let count = espalier_convolution_blocks(&work.shape, &work.plan, phase)
    let next = Atomic<Int>(0)
    try withUnsafePointer(to: work) { work throws(Interrupted) in
      let shape = work.pointer(to: \.shape)!, plan = work.pointer(to: \.plan)!
      let operands = work.pointer(to: \.operands)!
      try Parallel.forEach(min(workers, count), checkpoint: checkpoint) { worker in
        while !checkpoint.isInterrupted {
          let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
          if block >= count { return }
          espalier_convolution_run(
            shape, plan, operands, phase, block, memory.scratch, memory.own + worker * memory.ownCount)
        }
      }
    }
  }
}
