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
    case .cut(let cut, let height, let width):
      "the low frequencies must be a part of a grid of \(height)×\(width); found \(cut.words); "
        + "use a limit from 0 to \(max(height, width))"
    case .grid(let values, let errors):
      "a profile needs a matrix and standard errors of its shape; found \(values) and \(errors); "
        + "pass a heat map's own two tensors"
    case .pairs(let found, let images):
      "pairs of images must be from 1; found \(found) wanted of \(images) images, and a pair takes two; "
        + "ask for at least 1 and pass at least 2 images"
    case .steps(let found, let most):
      "a path must have from 2 to \(most) points; found \(found); the reference has 100"
    case .stepLength(let found, let points, let most):
      "the step of a pixel path must be positive and give at most \(most) points; found \(found), which gives "
        + "\(points); use 1 for normalised images"
    case .manyPairs(let found, let most):
      "at most \(most) pairs of images can be looked at; found \(found); ask for fewer of each class"
    case .extent(let shape, let most):
      "a transform takes images of at most \(most) rows and columns; found \(shape); cut or shrink the images"
    case .shortPaths:
      "every path has fewer than two points and so no frequencies; use a smaller step"
    }
  }
}
