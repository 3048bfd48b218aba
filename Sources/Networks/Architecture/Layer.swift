/// One step of a network: what it computes, not the numbers it has learned nor the shape it is given.
///
/// Only outputs are named; a network works out what every layer takes from the one before it. A layer without a name
/// of its own is called after its kind and place among its like: `conv1`, `bn1`, `fc2`.
public indirect enum Layer: Hashable, Sendable, Codable {
  /// y = W·x + b over all numbers of a sample.
  case dense(Dense)
  /// Cross-correlation with a square kernel.
  case convolution(Convolution)
  /// Every channel brought to mean 0 and variance 1 over batch and pixels, then scaled and shifted.
  case batchNorm(BatchNorm)
  /// y = max(x, 0); the derivative at 0 is 0.
  case relu
  /// y = x for x > 0, slope·x elsewhere.
  case leakyReLU(slope: Double)
  /// y = x·Φ(x), Φ the normal distribution function; the exact form, by erf.
  ///
  /// Source: Hendrycks, Gimpel, "Gaussian error linear units", arXiv:1606.08415.
  case gelu
  /// y = tanh x.
  case tanh
  /// y = 1 / (1 + e⁻ˣ).
  case sigmoid
  /// The largest number of every window; of equals, the first in row-major order takes the gradient.
  case maxPool(Window)
  /// The mean of every window.
  case averagePool(Window)
  /// The mean of every channel.
  case globalAveragePool
  /// While training, zeroes a number with probability `rate` and divides the others by 1 - rate.
  ///
  /// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout" (JMLR 15, 2014).
  case dropout(rate: Double)
  /// An image as one row of numbers, channel by channel. Dense layers do so by themselves.
  case flatten
  /// The sum of two ways through: y = body(x) + shortcut(x).
  case residual(Residual)
}

/// A fully connected layer, W of shape [outputs, inputs] as PyTorch stores it.
public struct Dense: Hashable, Sendable, Codable {
  /// Units.
  public let outputs: Int
  /// Whether b is there.
  public let bias: Bool
  /// What its parameters are called after: `fc1.weight`, `fc1.bias`.
  public let name: String?
}

/// A two-dimensional convolution, W of shape [outputs, inputs / groups, kernel, kernel] as PyTorch stores it.
public struct Convolution: Hashable, Sendable, Codable {
  /// Channels out.
  public let outputs: Int
  /// Rows and columns of the kernel.
  public let kernel: Int
  /// Pixels from one window to the next.
  public let stride: Int
  /// Zeros around the image.
  public let padding: Int
  /// Parts that channels are cut into, each convolved by itself.
  public let groups: Int
  /// Whether there is a number added to every channel.
  public let bias: Bool
  /// What its parameters are called after.
  public let name: String?
}

/// Batch normalisation: y = γ·(x - μ) / √(σ² + ε) + β, μ and σ² of each channel over batch and pixels while training,
/// running averages of them otherwise.
///
/// A running average moves by `momentum` towards each batch's value, the variance unbiased there, as in PyTorch.
///
/// Source: Ioffe, Szegedy, "Batch normalization", arXiv:1502.03167.
public struct BatchNorm: Hashable, Sendable, Codable {
  /// How fast the running averages move.
  public let momentum: Double
  /// ε.
  public let epsilon: Double
  /// What its parameters are called after.
  public let name: String?
}

/// A square window that slides over an image.
public struct Window: Hashable, Sendable, Codable {
  /// Rows and columns.
  public let size: Int
  /// Pixels from one window to the next.
  public let stride: Int
}

/// Two ways through, whose results are added.
///
/// Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition", arXiv:1512.03385.
public struct Residual: Hashable, Sendable, Codable {
  /// The layers of the long way.
  public let body: [Layer]
  /// The layers of the short one; empty for the identity.
  public let shortcut: [Layer]
  /// What comes before the names inside: `layer1.0`.
  public let name: String?
}

extension Layer {
  /// A fully connected layer.
  public static func dense(_ outputs: Int, bias: Bool = true, name: String? = nil) -> Layer {
    .dense(Dense(outputs: outputs, bias: bias, name: name))
  }

  /// A convolution with a square kernel.
  public static func convolution(
    _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1, bias: Bool = true,
    name: String? = nil
  ) -> Layer {
    .convolution(
      Convolution(
        outputs: outputs, kernel: kernel, stride: stride, padding: padding, groups: groups, bias: bias, name: name))
  }

  /// Batch normalisation.
  public static func batchNorm(momentum: Double = 0.1, epsilon: Double = 1e-5, name: String? = nil) -> Layer {
    .batchNorm(BatchNorm(momentum: momentum, epsilon: epsilon, name: name))
  }

  /// The largest number of every window; windows do not overlap unless a stride says so.
  public static func maxPool(_ size: Int, stride: Int? = nil) -> Layer {
    .maxPool(Window(size: size, stride: stride ?? size))
  }

  /// The mean of every window; windows do not overlap unless a stride says so.
  public static func averagePool(_ size: Int, stride: Int? = nil) -> Layer {
    .averagePool(Window(size: size, stride: stride ?? size))
  }

  /// Two ways through, added; the identity where there is no shortcut.
  public static func residual(_ body: [Layer], shortcut: [Layer] = [], name: String? = nil) -> Layer {
    .residual(Residual(body: body, shortcut: shortcut, name: name))
  }
}
