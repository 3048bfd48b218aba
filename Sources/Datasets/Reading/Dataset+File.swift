import Archives
public import Tensors

extension Dataset {
  /// A data set of the user's own, from a file of arrays: npz, npy, csv, IDX, CIFAR binary or safetensors.
  ///
  /// The labels are whole numbers from 0 to one less than the number of classes. The inputs are the array named, or the
  /// only array with as many rows, or all columns of a csv file but the labels. A file with arrays such as `x_train`,
  /// `y_train`, `x_test` and `y_test` tells training from test itself (`labels: "y"`); from any other, parts are drawn at
  /// random with the classes in equal shares, by the stream `split` of the seed. Bytes of images are divided by 255.
  /// - Parameters:
  ///   - path: the file.
  ///   - labels: the name of the labels in the file, or the path of a file that holds nothing else.
  ///   - inputs: the name of the inputs.
  ///   - test: the fraction of all rows to test on; 0.2 unless given, and not to be given where the file has a test part.
  ///   - validation: the fraction of the other rows to validate on.
  ///   - seed: what the parts are drawn with.
  /// - Throws: `DatasetError` for labels and inputs that are none or do not go together, and for fractions outside
  ///   [0, 1]; `ArchiveError` for what the file is not or does not hold; `Interrupted`.
  /// - Complexity: O(bytes + count · log count).
  public static func file(
    _ path: String, labels: String, inputs: String? = nil, test: Double? = nil, validation: Double = 0.1,
    seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    let archive = try TensorArchive(path: path, checkpoint: checkpoint)
    let choice = ArrayChoice(archive, source: path)
    func rows(_ labels: String, _ inputs: String?, part: String?) throws -> LabelledRows {
      let array = try archive.array(labels)
      return try LabelledRows(
        inputs: choice.inputs(named: inputs, besides: labels, count: array.count, part: part), from: path,
        labels: array.integers, from: "\(path)/\(labels)")
    }
    let fraction = Fractions(test: test ?? 0.2, validation: validation, seed: seed)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if !archive.contains(labels), let parted = choice.parted(labels) {
      guard test == nil else {
        throw DatasetError.hasTest(source: path)
      }
      let inputNames = inputs.map { choice.parted($0) ?? [$0, $0] }
      let training = try rows(parted[0], inputNames?[0], part: "train")
      let testing = try rows(parted[1], inputNames?[1], part: "test")
      return try fraction.dataset(name, training, testing, checkpoint: checkpoint)
    }
    if !archive.contains(labels), FileBytes.exists(labels) {
      let other = try TensorArchive(path: labels, checkpoint: checkpoint)
      guard other.count == 1 else { throw ArchiveError.noPlace(1, count: other.count) }
      let numbers = try other.entries[0].array.integers
      let all = try LabelledRows(
        inputs: choice.inputs(named: inputs, besides: nil, count: numbers.count, part: nil), from: path,
        labels: numbers, from: labels)
      return try fraction.dataset(name, all, nil, checkpoint: checkpoint)
    }
    return try fraction.dataset(name, rows(labels, inputs, part: nil), nil, checkpoint: checkpoint)
  }

  /// A data set of rows in memory, parted at random with the classes in equal shares.
  /// - Parameters:
  ///   - inputs: [count, features], or images [count, (channels,) height, width].
  ///   - labels: one a row, from 0.
  ///   - name: what the set is called.
  ///   - test: and
  ///   - validation: and
  ///   - seed: as for a file.
  /// - Throws: `DatasetError` as for a file; `Interrupted`.
  /// - Complexity: O(elements + count · log count).
  public static func rows(
    _ inputs: Tensor, labels: [Int], named name: String = "rows", test: Double = 0.2, validation: Double = 0.1,
    seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    let rows = try LabelledRows(inputs: StoredArray(inputs), from: "inputs", labels: labels, from: "labels")
    return try Fractions(test: test, validation: validation, seed: seed).dataset(
      name, rows, nil, checkpoint: checkpoint)
  }
}

/// How rows are parted whose authors do not, or not all the way.
private struct Fractions {
  let test: Double
  let validation: Double
  let seed: Int

  /// - Throws: `DatasetError.fraction`, `Interrupted`.
  func dataset(
    _ name: String, _ rows: LabelledRows, _ testing: LabelledRows?, checkpoint: Checkpoint
  ) throws -> Dataset {
    let held = testing == nil ? try count("test", test, of: rows.count) : 0
    let watched = try count("validation", validation, of: rows.count - held)
    let parts = rows.stratifiedParts([held, watched, rows.count - held - watched], seed: seed)
    // Labels of the two parts of one file may end at different classes.
    let classes = max(rows.classes, testing?.classes ?? 0)
    func samples(_ rows: LabelledRows, _ part: [Int]) throws -> Samples {
      let samples = try rows.samples(part, checkpoint: checkpoint)
      return Samples(trusted: samples.inputs, samples.labels, classes: classes, imageShape: samples.imageShape)
    }
    return try Dataset(
      name: name, train: samples(rows, parts[2]), validation: samples(rows, parts[1]),
      test: testing.map { try samples($0, Array(0..<$0.count)) } ?? samples(rows, parts[0]),
      provenance: (rows.isScaled ? "pixels / 255; " : "")
        + "\(testing == nil ? "test and validation" : "validation"): stratified random split, seed \(seed)")
  }

  private func count(_ part: String, _ fraction: Double, of rows: Int) throws(DatasetError) -> Int {
    guard (0...1).contains(fraction) else { throw .fraction(part: part, found: fraction, most: 1) }
    return Int((fraction * Double(rows)).rounded())
  }
}
