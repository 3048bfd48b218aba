extension FourierError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notImages(let shape, let expected):
      "inputs must be images of shape \(expected); found \(shape); pass samples of an image data set"
    case .empty:
      "at least one image is needed; found none; pass some samples"
    case .notFinite(let image, let pixel, let value):
      "pixels must be finite; found \(value) in pixel \(pixel) of image \(image); repair that image"
    case .labelCount(let found, let images):
      "there must be one label for each image; expected \(images), found \(found); pass the samples' own labels"
    case .label(let found, let image, let classes):
      "labels must be from 0 to \(classes - 1), the network's classes; found \(found) at image \(image); "
        + "pass the data that the network was made for"
    case .norm(let found):
      "the norm of a perturbation must be finite and at least 0; found \(found); use 4 for 32×32 images in 0...1"
    case .logits(let shape, let images):
      "a classifier must give one row of logits for each of \(images) images; found shape \(shape)"
    case .signs(let channels, let most):
      "an average over all signs goes through 2^channels patterns: expected at most \(most) channels, found \(channels); "
        + "draw the signs"
    case .block(let found, let most):
      "a block of low frequencies must have from 1 to \(most) rows and columns; found \(found)"
    }
  }
}
