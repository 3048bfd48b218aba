public import Tensors

extension Gate.Windows {
  /// The windows of a max-pooling of `size` × `size` pixels over each channel, members in row-major order.
  /// - Throws: `RegionError.windows` where none fits the image.
  public init(_ name: String, input: ImageShape, size: Int, stride: Int) throws(RegionError) {
    let grid = WindowGrid(input: input, height: size, width: size, stride: stride, padding: 0)
    guard grid.fits, input.count <= Int32.max else { throw .windows(name, height: size, width: size, input: input) }
    var members: [Int32] = []
    members.reserveCapacity(input.channels * grid.windows * grid.area)
    for channel in 0..<input.channels {
      for window in 0..<grid.windows {
        let top = window / grid.columns * stride, left = window % grid.columns * stride
        for y in top..<top + size {
          for x in left..<left + size { members.append(Int32((channel * input.height + y) * input.width + x)) }
        }
      }
    }
    self.init(inputCount: input.count, size: grid.area, members: members)
  }
}
