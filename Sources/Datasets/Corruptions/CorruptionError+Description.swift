import Tensors

extension CorruptionError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .notImages(let features):
      "corruptions need images: expected samples with an image shape, found rows of \(features) numbers; take an image "
        + "data set, or give its shape with 'image:'"
    case .channels(let shape):
      "corruptions need images of 1 or 3 channels, found \(shape); take the channels one by one"
    case .severity(let corruption, let found):
      "'\(corruption)' needs a severity from 1 to 5, found \(found.map(String.init) ?? "none"); pass 'severity: 3'"
    case .noSeverity(let corruption):
      "'\(corruption)' has no severities: expected none, found one; leave 'severity:' out"
    case .pixel(let found, let image, let pixel):
      "corruptions need pixels in 0...1, found \(found) at pixel \(pixel) of image \(image); corrupt the samples "
        + "before they are standardised, or pass the data set's 'standardization'"
    case .amount(let corruption):
      "angles and lengths are finite, found '\(corruption)'; give a number of pixels or degrees"
    case .photographsMissing:
      "'frost' blends photographs of frost, which do not come along: expected 'photographs', found none; pass a tensor "
        + "[count, channels, height, width] of pixels in 0...1, or leave the kind out"
    case .photographs(let found, let image):
      "photographs must be a tensor [count, channels, height, width] with 1 or 3 channels and at least "
        + "\(image.height)×\(image.width) pixels, found \(found); resize or reshape them first"
    case .photographPixel(let found, let offset):
      "photographs need pixels in 0...1, found \(found) at place \(offset); divide bytes by 255"
    }
  }
}
