public import Tensors

/// Labelled inputs: row i of `inputs` belongs to class `labels[i]`.
public struct Samples: Hashable, Sendable {
  /// The inputs in single precision, shape [count, features].
  public let inputs: Tensor
  /// The class of each row, from 0 to `classes - 1`.
  public let labels: [Int]
  /// How many classes the labels tell apart; not every class need occur.
  public let classes: Int
  /// How a row folds into an image, where it does.
  public let imageShape: ImageShape?

  /// Rows with their classes; inputs of more than two axes are flattened behind the first, Double becomes Float.
  /// - Throws: `DatasetError.inputs` unless there are at least two axes, `.classCount` without a class, `.labelCount`
  ///   where there is not one label a row, `.label` for the first label outside the classes, `.imageShape` where it
  ///   does not fill a row.
  /// - Complexity: O(count), and O(elements) where the inputs are in double precision.
  public init(inputs: Tensor, labels: [Int], classes: Int, imageShape: ImageShape? = nil) throws(DatasetError) {
    guard inputs.rank >= 2 else { throw .inputs(shape: inputs.shape) }
    guard classes >= 1 else { throw .classCount(classes) }
    let rows = inputs.shape[0]
    let features = inputs.shape.extents.dropFirst().reduce(1, *)
    guard labels.count == rows else { throw .labelCount(expected: rows, found: labels.count) }
    for (row, label) in labels.enumerated() where label < 0 || label >= classes {
      throw .label(source: nil, row: row, found: label, classes: classes)
    }
    if let imageShape, imageShape.count != features {
      throw .imageShape(imageShape, features: features)
    }
    self.inputs = Tensor([rows, features], inputs.floats)
    self.labels = labels
    self.classes = classes
    self.imageShape = imageShape
  }

  /// Rows whose invariants the caller has established.
  init(trusted inputs: Tensor, _ labels: [Int], classes: Int, imageShape: ImageShape?) {
    self.inputs = inputs
    self.labels = labels
    self.classes = classes
    self.imageShape = imageShape
  }

  /// The number of rows.
  public var count: Int { labels.count }

  /// The numbers in a row.
  public var features: Int { inputs.shape[1] }

  /// How many rows each class has.
  /// - Complexity: O(count).
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classes)
    for label in labels { counts[label] += 1 }
    return counts
  }
}
