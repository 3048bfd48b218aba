public import CommandLanguage
import Figures
public import Tensors

extension Tensor: ForeignValue {
  public static var typeName: String { "Tensor" }

  /// Shape, precision and range in one line, then a preview of at most nine lines.
  public var displayText: String {
    if rank == 0 { return NumberText.reading(element(0)) }
    guard count > 0 else { return previewText }
    return ([headline] + TensorPreview(self).lines).joined(separator: "\n")
  }

  /// Shape and precision, and the range where it costs nothing: lists of variables are made after every cell.
  public var previewText: String {
    count <= 4096 ? headline : "Tensor \(shape) \(isDouble ? "Double" : "Float")"
  }

  private var headline: String {
    let kind = "Tensor \(shape) \(isDouble ? "Double" : "Float")"
    if count == 0 { return kind + ", empty" }
    // Some 10 ms; what is larger must be asked for its range.
    guard count <= 1 << 24 else { return kind + ", \(NumberText.grouped(count)) numbers" }
    return kind + ", " + TensorSummary(self).text
  }
}
