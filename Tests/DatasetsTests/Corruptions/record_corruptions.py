"""Prints CorruptionGoldens.swift: corruptions of one synthetic image by NumPy, SciPy, scikit-image, OpenCV and Pillow.

pip install numpy scipy scikit-image opencv-python-headless pillow
python record_corruptions.py > CorruptionGoldens.swift

What is random in a kind is drawn from SplitMix64 here and in the tests, so that the rest can be compared.
"""

import base64
import io
import math

import cv2
import numpy as np
import skimage.color
from PIL import Image
from scipy.ndimage import gaussian_filter, map_coordinates, zoom

N = 32


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def unit(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53

    def units(self, *shape):
        return np.array([self.unit() for _ in range(int(np.prod(shape)))]).reshape(shape)


def picture(height, width, seed):
    random = SplitMix64(seed)
    image = np.zeros((height, width, 3), np.uint8)
    for channel in range(3):
        for row in range(height):
            for column in range(width):
                wave = (9 * row + 6 * column + 50 * channel) % 510
                level = min(wave, 510 - wave) + int(60 * random.unit()) - 30
                image[row, column, channel] = min(max(level, 0), 255)
    return image


def smooth(x, sigma, truncate=4.0, mode="nearest"):
    """A Gaussian over rows and columns, channels apart."""
    return gaussian_filter(x, (sigma, sigma) + (0,) * (x.ndim - 2), truncate=truncate, mode=mode)


def magnify(x, factor):
    """The middle magnified to the size of the whole."""
    kept = math.ceil(N / factor)
    top = (N - kept) // 2
    large = zoom(x[top : top + kept, top : top + kept], (factor, factor, 1), order=1)
    trim = (large.shape[0] - N) // 2
    return large[trim : trim + N, trim : trim + N]


def defocus(x, radius, alias):
    places = np.arange(-8, 9)
    disk = (places[:, None] ** 2 + places[None, :] ** 2 <= radius**2).astype(np.float32)
    kernel = cv2.GaussianBlur(disk / disk.sum(), (3, 3), alias)
    return np.dstack([cv2.filter2D(np.ascontiguousarray(x[..., c]), -1, kernel) for c in range(3)])


def motion(x, radius, sigma, degrees):
    """ImageMagick's: half a Gaussian along a line, edges repeated."""
    steps = np.arange(2 * radius + 1)
    kernel = np.exp(-(steps**2) / (2 * sigma**2))
    kernel /= kernel.sum()
    rows, columns = np.mgrid[: x.shape[0], : x.shape[1]]
    out = np.zeros(x.shape)
    for step, weight in zip(steps, kernel):
        right = math.ceil(step * math.cos(math.radians(degrees)) - 0.5)
        down = math.ceil(step * math.sin(math.radians(degrees)) - 0.5)
        out += weight * x[np.clip(rows + down, 0, N - 1), np.clip(columns + right, 0, N - 1)]
    return out


def glass(x, sigma, iterations, random):
    x = np.uint8(np.floor(smooth(x, sigma) * 255 + 2.0**-10))
    for _ in range(iterations):
        for row in range(N - 1, 1, -1):
            for column in range(N - 1, 1, -1):
                right, down = -int(2 * random.unit()), -int(2 * random.unit())
                there = (row + down, column + right)
                # Both sides are views, as in the reference: the pixel is overwritten and its neighbour stays.
                x[row, column], x[there] = x[there], x[row, column]
    return smooth(x / 255.0, sigma)


def snow(x, mean, deviation, factor, threshold, radius, sigma, kept, field, degrees):
    layer = magnify((mean + deviation * field)[..., None], factor)[..., 0]
    layer = np.where(layer < threshold, 0, np.clip(layer, 0, 1))
    layer = np.round(motion(np.floor(layer * 255), radius, sigma, degrees)) / 255
    grey = cv2.cvtColor(x.astype(np.float32), cv2.COLOR_RGB2GRAY)[..., None]
    paler = kept * x + (1 - kept) * np.maximum(x, grey * 1.5 + 0.5)
    return paler + layer[..., None] + np.rot90(layer, 2)[..., None]


def plasma(decay, random):
    height = np.zeros((N, N))
    step, wobble = N, 100.0
    while step >= 2:
        half = step // 2
        corners = height[::step, ::step]
        count = N // step
        total = corners + np.roll(corners, -1, 0)
        total = total + np.roll(total, -1, 1)
        height[half::step, half::step] = total / 4 + wobble * wobble * (2 * random.units(count, count) - 1)
        middles = height[half::step, half::step]
        total = middles + np.roll(middles, 1, 0) + corners + np.roll(corners, -1, 1)
        height[::step, half::step] = total / 4 + wobble * wobble * (2 * random.units(count, count) - 1)
        total = middles + np.roll(middles, 1, 1) + corners + np.roll(corners, -1, 0)
        height[half::step, ::step] = total / 4 + wobble * wobble * (2 * random.units(count, count) - 1)
        step, wobble = half, wobble / decay
    height -= height.min()
    return height / height.max()


def elastic(x, amplitude, sigma, affine, random):
    center, third = N // 2, N // 3
    points = np.float32([[center + third] * 2, [center + third, center - third], [center - third] * 2])
    moved = points + (affine * N * (2 * random.units(3, 2) - 1)).astype(np.float32)
    matrix = cv2.getAffineTransform(points, moved)
    # Read at exact places: OpenCV's warpAffine rounds them to 1/32 pixel in some versions.
    inverse = np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))
    rows, columns = np.mgrid[:N, :N].astype(float)
    source_x = inverse[0, 0] * columns + inverse[0, 1] * rows + inverse[0, 2]
    source_y = inverse[1, 0] * columns + inverse[1, 1] * rows + inverse[1, 2]
    x = np.dstack([map_coordinates(x[..., c], [source_y, source_x], order=1, mode="mirror") for c in range(3)])
    if amplitude == 0:
        return x
    right = smooth(2 * random.units(N, N) - 1, sigma * N, 3, "reflect") * amplitude * N
    down = smooth(2 * random.units(N, N) - 1, sigma * N, 3, "reflect") * amplitude * N
    return np.dstack(
        [map_coordinates(x[..., c], [rows + down, columns + right], order=1, mode="reflect") for c in range(3)]
    )


def spatter(x, mean, deviation, sigma, threshold, strength, mud, field):
    liquid = smooth(mean + deviation * field, sigma)
    liquid[liquid < threshold] = 0
    if mud:
        cover = smooth((liquid > threshold).astype(float), strength)[..., None]
        cover[cover < 0.8] = 0
        return x * (1 - cover) + cover * np.array([63, 42, 20]) / 255
    liquid = np.clip(liquid * 255, 0, 255).astype(np.uint8)
    distance = cv2.distanceTransform(255 - cv2.Canny(liquid, 50, 150), cv2.DIST_L2, 5)
    distance = cv2.blur(np.minimum(distance, 20), (3, 3)).astype(np.uint8)
    distance = cv2.equalizeHist(distance)
    distance = cv2.filter2D(distance, cv2.CV_8U, np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]))
    product = liquid * cv2.blur(distance, (3, 3)).astype(np.float32)
    largest = max(product.max(), 1)
    return x + (product / largest * strength)[..., None] * np.array([175, 238, 238]) / 255


def hsv(x, change):
    x = skimage.color.rgb2hsv(x)
    change(x)
    return skimage.color.hsv2rgb(np.clip(x, 0, 1))


def brighten(amount):
    def change(x):
        x[..., 2] += amount

    return change


def saturate(factor, offset):
    def change(x):
        x[..., 1] = x[..., 1] * factor + offset

    return change


def jpeg(image, quality):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "JPEG", quality=quality)
    return np.array(Image.open(file))


def pixelate(image, scale):
    height, width = image.shape[:2]
    small = Image.fromarray(image).resize((int(width * scale), int(height * scale)), Image.BOX)
    return np.array(small.resize((width, height), Image.BOX))


def turn(x, degrees):
    """Counterclockwise, zeros from outside."""
    height, width = x.shape[:2]
    rows, columns = np.mgrid[:height, :width].astype(float)
    rows -= (height - 1) / 2
    columns -= (width - 1) / 2
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    places = [s * columns + c * rows + (height - 1) / 2, c * columns - s * rows + (width - 1) / 2]
    return np.dstack([map_coordinates(x[..., k], places, order=1, mode="grid-constant") for k in range(3)])


def cases():
    image = picture(N, N, 5)
    x = image / 255.0
    field = 3.4 * (SplitMix64(8).units(N, N) - 0.5)
    for s, c in enumerate([(0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1, 0.2), (1.5, 0.1)]):
        yield f"defocusBlur {s + 1}", defocus(x, *c)
    for s, c in enumerate([0.4, 0.6, 0.7, 0.8, 1]):
        yield f"gaussianBlur {s + 1}", smooth(x, c)
    for s, c in enumerate([1.06, 1.11, 1.16, 1.21, 1.26]):
        factors = np.arange(1, c, 0.01)
        yield f"zoomBlur {s + 1}", (x + sum(magnify(x, f) for f in factors)) / (len(factors) + 1)
    for s, c in enumerate([0.05, 0.1, 0.15, 0.2, 0.3]):
        yield f"brightness {s + 1}", hsv(x, brighten(c))
    for s, c in enumerate([0.75, 0.5, 0.4, 0.3, 0.15]):
        means = x.mean((0, 1), keepdims=True)
        yield f"contrast {s + 1}", (x - means) * c + means
    for s, c in enumerate([(0.3, 0), (0.1, 0), (1.5, 0), (2, 0.1), (2.5, 0.2)]):
        yield f"saturate {s + 1}", hsv(x, saturate(*c))
    for s, c in enumerate([0.95, 0.9, 0.85, 0.75, 0.65]):
        yield f"pixelate {s + 1}", pixelate(image, c) / 255
    for s, c in enumerate([(6, 1), (6, 1.5), (6, 2), (8, 2), (9, 2.5)]):
        yield f"motionBlur {s + 1}", motion(x, *c, 17.5 * s - 40)
    for s, c in enumerate([(0.05, 1), (0.25, 1), (0.4, 1), (0.25, 2), (0.4, 2)]):
        yield f"glassBlur {s + 1}", glass(x, *c, SplitMix64(6))
    table = [(0.1, 0.2, 1, 0.6, 8, 3, 0.95), (0.1, 0.2, 1, 0.5, 10, 4, 0.9), (0.15, 0.3, 1.75, 0.55, 10, 4, 0.9)]
    table += [(0.25, 0.3, 2.25, 0.6, 12, 6, 0.85), (0.3, 0.3, 1.25, 0.65, 14, 12, 0.8)]
    for s, c in enumerate(table):
        yield f"snow {s + 1}", snow(x, *c, field, 17.5 * s - 130)
    for s, (amount, decay) in enumerate([(0.2, 3), (0.5, 3), (0.75, 2.5), (1, 2), (1.5, 1.75)]):
        fog = amount * plasma(decay, SplitMix64(7))[..., None]
        yield f"fog {s + 1}", (x + fog) * x.max() / (x.max() + amount)
    for s, c in enumerate([(0, 0, 0.08), (0.05, 0.2, 0.07), (0.08, 0.06, 0.06), (0.1, 0.04, 0.05), (0.1, 0.03, 0.03)]):
        yield f"elasticTransform {s + 1}", elastic(x, *c, SplitMix64(9))
    table = [(0.62, 0.1, 0.7, 0.7, 0.5, 0), (0.65, 0.1, 0.8, 0.7, 0.5, 0), (0.65, 0.3, 1, 0.69, 0.5, 0)]
    table += [(0.65, 0.1, 0.7, 0.69, 0.6, 1), (0.65, 0.1, 0.5, 0.68, 0.6, 1)]
    for s, c in enumerate(table):
        yield f"spatter {s + 1}", spatter(x, *c, field)
    yield "rotation 30", turn(x, 30)
    yield "rotation -100", turn(x, -100)


def swift(numbers):
    lines, line = [], "     "
    for number in numbers:
        text = f" {number:.7g},"
        if len(line) + len(text) > 118:
            lines.append(line)
            line = "     "
        line += text
    return "\n".join(lines + [line])


def main():
    print("/// Corruptions of the picture of seed 5, 3×32×32, and JPEGs of that of seed 6, 3×19×27; made by")
    print("/// `record_corruptions.py` with NumPy, SciPy, scikit-image, OpenCV and Pillow.")
    print("enum CorruptionGoldens {")
    print("  /// The mean of all numbers, then those at places 127·i, i = 0...23, of [3, 32, 32].")
    print("  static let probes: [String: [Double]] = [")
    for name, x in cases():
        x = np.clip(np.asarray(x, float), 0, 1).transpose(2, 0, 1)
        print(f'    "{name}": [\n{swift([x.mean()] + x.ravel()[np.arange(24) * 127].tolist())}\n    ],')
    print("  ]\n")
    print("  /// All bytes of the decoded JPEG [3, 19, 27] at severities 1, 3 and 5, in base 64.")
    print("  static let jpeg: [Int: String] = [")
    for severity, quality in [(1, 80), (3, 58), (5, 40)]:
        text = base64.b64encode(jpeg(picture(19, 27, 6), quality).transpose(2, 0, 1).tobytes()).decode()
        lines = [text[start : start + 110] for start in range(0, len(text), 110)]
        print(f'    {severity}: """\n      ' + "\\\n      ".join(lines) + '\n      """,')
    print("  ]\n}")


if __name__ == "__main__":
    main()
