"""Records what FourierPathTests and FourierSpectrumTests compare with: Fourier interpolation and its measures in NumPy, by their definitions.

Run with NumPy 2.x: python record_paths.py
"""

import numpy


def splitmix(seed, count):
    """`count` numbers in [0, 1) of SplitMix64."""
    mask, state, values = (1 << 64) - 1, seed, []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        values.append(((z ^ (z >> 31)) >> 11) * 2.0**-53)
    return numpy.array(values)


def path(kind, first, second, steps):
    """[steps, channels, height, width]; low amplitudes or phases go from those of `first` to those of `second`."""
    height, width = first.shape[1:]
    reach = int(0.2 * min(height, width))
    a, b = numpy.fft.fft2(first), numpy.fft.fft2(second)
    low = numpy.maximum(
        abs(numpy.fft.fftfreq(height, 1 / height))[:, None], abs(numpy.fft.fftfreq(width, 1 / width))[None]
    ) <= reach + 0.5
    images = []
    for share in numpy.linspace(1, 0, steps):
        amplitude, phase = abs(a), numpy.angle(a)
        if kind == "amplitude":
            amplitude = numpy.where(low, share * amplitude + (1 - share) * abs(b), amplitude)
        else:
            phase = numpy.where(low, share * phase + (1 - share) * numpy.angle(b), phase)
        images.append(numpy.fft.ifft2(amplitude * numpy.exp(1j * phase)).real)
    return numpy.array(images)


def fraction(probabilities, last=False):
    bins = abs(numpy.fft.rfft(probabilities, axis=0)).mean(1)
    return bins[-(-len(bins) // 10) : len(bins) if last else -1].sum() / bins.sum()


def softmax(logits):
    powers = numpy.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


images = splitmix(31, 2 * 2 * 11 * 12).reshape(2, 2, 11, 12).astype("float32").astype(float) - 0.5
weights = (splitmix(32, 4 * 264).reshape(4, 264) * 8 - 4).astype("float32").astype(float)
for kind in ("amplitude", "phase"):
    points = path(kind, images[0], images[1], 30)
    logits = 4 * numpy.sin(2 * points.reshape(30, -1) @ weights.T)
    classes = logits.argmax(1)
    other = numpy.flatnonzero(classes != classes[0])
    print(kind, [round(float(v), 9) for v in points[[1, 17, 29], [0, 1, 0], [0, 10, 5], [3, 11, 7]]])
    print("  fraction", repr(float(fraction(softmax(logits)))), "with last", repr(float(fraction(softmax(logits), True))))
    print("  first other class", other[0] if len(other) else 30)

t = numpy.linspace(0, 1, 100)
golden = softmax(numpy.stack([numpy.cos(2 * numpy.pi * 3 * t), numpy.sin(2 * numpy.pi * 12 * t), 0 * t], 1))
print("golden", repr(float(fraction(golden))), repr(float(fraction(golden, True))))
odd = golden[:77]
print("odd", repr(float(fraction(odd))), repr(float(fraction(odd, True))))

energy = abs(numpy.fft.fftshift(numpy.fft.fft2(splitmix(5, 1024).reshape(32, 32)))) ** 2
wave = abs(numpy.arange(32) - 16)
print("max-norm > 8:", repr(float(energy[numpy.maximum(wave[:, None], wave[None]) > 8].sum() / energy.sum())))
