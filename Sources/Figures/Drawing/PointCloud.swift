/// Turns many points into a picture: a file of a hundred thousand circles helps nobody.
enum PointCloud {
  /// Marks of more points than this become pictures.
  static let limit = 5000
  /// Picture elements to a pixel of the sheet.
  private static let density = 2.0

  /// A picture of round dots; where dots overlap, it grows opaque as stacked transparent dots do.
  ///
  /// - Complexity: O(points · radius²).
  static func raster(
    _ points: [Canvas.Point], in frame: Canvas.Rect, radius: Double, _ color: Color, opacity: Double
  ) -> Raster {
    let width = max(1, Int(frame.width * density))
    let height = max(1, Int(frame.height * density))
    var clear = [Float](repeating: 1, count: width * height)
    let reach = radius * density
    for point in points {
      let x = (point.x - frame.x) * density
      let y = (point.y - frame.y) * density
      guard x > -reach, y > -reach, x < Double(width) + reach, y < Double(height) + reach else { continue }
      for row in max(0, Int(y - reach))..<min(height, Int(y + reach) + 1) {
        for column in max(0, Int(x - reach))..<min(width, Int(x + reach) + 1) {
          let dx = Double(column) + 0.5 - x
          let dy = Double(row) + 0.5 - y
          let cover = min(max(reach + 0.5 - (dx * dx + dy * dy).squareRoot(), 0), 1)
          clear[row * width + column] *= Float(1 - opacity * cover)
        }
      }
    }
    var raster = Raster(width: width, height: height, color: color, alpha: 0)
    // Sixteen steps of opacity are enough for the eye and compress to a third.
    raster.alpha = clear.map { UInt8(((1 - $0) * 15).rounded()) * 17 }
    return raster
  }
}
