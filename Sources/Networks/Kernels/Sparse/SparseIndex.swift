import CKernels
import Tensors

/// Where the weights of a mask stand, for the sparse kernels: built when a mask changes, never changed afterwards.
///
/// The weights present lie one after another in the parameter buffer; `order` says where each stands in the dense
/// array. `@unchecked Sendable`: the buffers are written by the initialisers alone.
final class SparseIndex: @unchecked Sendable {
  /// Weights present.
  let count: Int
  /// The place of each of them in the dense weights.
  let order: [Int32]
  /// Where the weights of each row (of each row and tap, of a convolution) start, and of each column.
  let rowStarts: UnsafeMutablePointer<Int32>
  let columnStarts: UnsafeMutablePointer<Int32>
  /// By rows: the column of each weight, or where its pixel lies.
  let columns: UnsafeMutablePointer<Int32>
  /// By columns: the row of each weight, or where its pixel lies, and which of the weights it is.
  let rows: UnsafeMutablePointer<Int32>
  let places: UnsafeMutablePointer<Int32>
  /// Shards: ranges of outputs, and of inputs or channels.
  let outputParts: [Range<Int>]
  let inputParts: [Range<Int>]

  /// The index of a matrix [outputs, inputs].
  /// - Precondition: fewer than 2³¹ weights.
  /// - Complexity: O(outputs · inputs).
  init(_ mask: Mask, outputs: Int, inputs: Int) {
    count = mask.remaining
    rowStarts = SparseIndex.numbers(outputs + 1)
    columnStarts = SparseIndex.numbers(inputs + 1)
    columns = SparseIndex.numbers(count)
    rows = SparseIndex.numbers(count)
    places = SparseIndex.numbers(count)
    _ = espalier_sparse_rows(mask.kept, outputs, inputs, rowStarts, columns)
    espalier_sparse_columns(rowStarts, columns, outputs, inputs, columnStarts, rows, places)
    var order: [Int32] = []
    order.reserveCapacity(count)
    for row in 0..<outputs {
      for place in Int(rowStarts[row])..<Int(rowStarts[row + 1]) { order.append(Int32(row * inputs) + columns[place]) }
    }
    self.order = order
    outputParts = SparseIndex.split(rowStarts, outputs, count)
    inputParts = SparseIndex.split(columnStarts, inputs, count)
  }

  /// The index of a convolution's kernels [outputs, channels / groups, kernel, kernel].
  /// - Precondition: fewer than 2³¹ weights, kernels of at most 16 rows.
  /// - Complexity: O(weights).
  init(_ mask: Mask, _ shape: espalier_conv_shape, groups: Int) {
    count = mask.remaining
    let taps = shape.kernel_height * shape.kernel_width
    rowStarts = SparseIndex.numbers(shape.outputs * taps + 1)
    columnStarts = SparseIndex.numbers(shape.channels * taps + 1)
    columns = SparseIndex.numbers(count)
    rows = SparseIndex.numbers(count)
    places = SparseIndex.numbers(count)
    var shape = shape
    var order = [Int32](repeating: 0, count: count)
    _ = espalier_sparse_conv_rows(&shape, groups, mask.kept, rowStarts, columns, &order)
    espalier_sparse_conv_columns(&shape, rowStarts, columns, columnStarts, rows, places)
    self.order = order
    // A channel's weights lie tap after tap: its first tap says where it starts.
    let (rowStarts, columnStarts) = (rowStarts, columnStarts)
    let outputStarts = (0...shape.outputs).map { rowStarts[$0 * taps] }
    let channelStarts = (0...shape.channels).map { columnStarts[$0 * taps] }
    outputParts = SparseIndex.split(outputStarts, shape.outputs, count)
    inputParts = SparseIndex.split(channelStarts, shape.channels, count)
  }

  deinit { for numbers in [rowStarts, columnStarts, columns, rows, places] { numbers.deallocate() } }

  private static func numbers(_ count: Int) -> UnsafeMutablePointer<Int32> {
    let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: max(count, 1))
    numbers.initialize(repeating: 0, count: max(count, 1))
    return numbers
  }

  /// Ranges of rows or columns with about as many weights each, a function of the mask alone.
  private static func split(_ starts: UnsafePointer<Int32>, _ rows: Int, _ count: Int) -> [Range<Int>] {
    // About 50 µs of work a part at least for a batch of 64, 2 ms at most for one of 512.
    let parts = max(min(count / 20_000, 8), count / 100_000 + 1)
    var bounds = [Int](repeating: 0, count: parts + 1)
    espalier_sparse_split(starts, rows, 3, parts, &bounds)
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }.filter { !$0.isEmpty }
  }
}
