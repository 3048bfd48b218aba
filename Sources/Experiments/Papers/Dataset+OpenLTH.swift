import Datasets
import Tensors

extension Dataset {
  /// Pixels standardised by the constants of open_lth: MNIST's 0.1307 and 0.3081; CIFAR-10's channels each by its own.
  /// Data of other channels stay as they are.
  func asInOpenLTH() throws -> Dataset {
    switch train.imageShape?.channels {
    case 1 where train.features == 784: try standardized(mean: [0.1307], deviation: [0.3081])
    case 3: try standardized(mean: [0.4914, 0.4822, 0.4465], deviation: [0.2023, 0.1994, 0.2010])
    default: self
    }
  }
}
