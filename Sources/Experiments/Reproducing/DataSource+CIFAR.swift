import Datasets
import Tensors

extension DataSource {
  /// CIFAR-10 where it is complete; else the 10,000 + 10,000 images that went through JPEG, whose provenance says so.
  ///
  /// JPEG images do for accuracies, not for statements about frequencies or noise.
  public static func cifar(train: Int, validation: Int, test: Int) -> DataSource {
    DataSource("CIFAR-10, \(train) training, \(validation) validation, \(test) test images") { folder, checkpoint in
      do {
        return try PublishedSet.cifar10.load(
          from: folder, train: train, validation: validation, test: test, checkpoint: checkpoint)
      } catch let error as DatasetError {
        guard let path = folder.path, let compressed = try? compressed(path, checkpoint: checkpoint) else {
          throw error
        }
        let (first, second) = compressed
        guard train + validation <= first.count, test <= second.count else { throw error }
        return try Dataset(
          name: "CIFAR-10 (JPEG)", train: first[0..<train], validation: first[train..<train + validation],
          test: second[0..<test],
          provenance: "CIFAR-10, Krizhevsky 2009, after JPEG at quality 75: not the official pixels; pixels / 255")
      }
    }
  }

  /// The two files of JPEG images, each in an order of its own.
  private static func compressed(_ folder: String, checkpoint: Checkpoint) throws -> (Samples, Samples) {
    func read(_ name: String) throws -> Samples {
      let path = "\(folder)/cifar10-jpeg75/\(name).jpeg75.bin"
      func all(_ path: String) throws -> Samples {
        try Dataset.file(path, labels: "labels", test: 0, validation: 0, checkpoint: checkpoint).train
      }
      do { return try all(path + ".gz") } catch let error as Interrupted { throw error } catch { return try all(path) }
    }
    return (try read("data_batch_1"), try read("test_batch"))
  }
}
