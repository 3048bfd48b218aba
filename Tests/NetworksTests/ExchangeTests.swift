import Archives
import Networks
import Tensors
import TestSupport
import Testing

@Suite("Networks as archives") struct ExchangeTests {
  /// A network with every kind of parameter, a mask on each weight, and no number at what it starts from.
  private static func network(seed: Int) throws -> Network {
    var network = try Network(
      input: ImageShape(channels: 2, height: 6, width: 6),
      [
        .convolution(4, kernel: 3, padding: 1, bias: false), .batchNorm(), .relu,
        .residual([.convolution(4, kernel: 3, padding: 1), .batchNorm()], name: "layer1.0"), .relu, .dense(3),
      ], seed: seed)
    var stream = RandomStream(seed: seed, name: "test")
    var masks: [String: Mask] = [:]
    for parameter in network.parameters {
      let shape = parameter.value.shape
      let values = (0..<shape.count).map { _ in Float(stream.nextDouble()) + 0.1 }
      network = try network.setting(parameter.name, to: Tensor(shape, values))
      guard parameter.isPrunable else { continue }
      masks[parameter.name] = Mask(shape, kept: values.map { $0 < 0.5 ? 0 : 1 })
    }
    return try network.masked(by: masks)
  }

  /// The archive of a small network after a change.
  private static func changed(_ change: (inout TensorArchive) throws -> Void) throws -> TensorArchive {
    var archive = try network(seed: 1).archive
    try change(&archive)
    return archive
  }

  /// The arrays of an archive under other names; nil leaves one out.
  private static func renamed(_ archive: TensorArchive, _ rename: (String) -> String?) -> TensorArchive {
    var other = TensorArchive()
    for entry in archive.entries { if let name = rename(entry.name) { other.set(entry.array, for: name) } }
    return other
  }

  @Test("an archive has PyTorch's names, the counters of batches, the masks, and a description")
  func names() throws {
    let archive = try Self.network(seed: 1).archive
    #expect(
      archive.names == [
        "conv1.weight", "conv1.weight.mask", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var",
        "bn1.num_batches_tracked", "layer1.0.conv2.weight", "layer1.0.conv2.weight.mask", "layer1.0.conv2.bias",
        "layer1.0.bn2.weight", "layer1.0.bn2.bias", "layer1.0.bn2.running_mean", "layer1.0.bn2.running_var",
        "layer1.0.bn2.num_batches_tracked", "fc1.weight", "fc1.weight.mask", "fc1.bias",
      ])
    let counter = try archive.array("bn1.num_batches_tracked")
    #expect(counter.type == .int64 && counter.shape == [] && counter.bytes.allSatisfy { $0 == 0 })
    #expect(try archive.array("fc1.weight.mask").type == .bool)
    #expect(archive.metadata["input"] == "[2, 6, 6]")
    #expect(archive.metadata["initializer"] == "glorotNormal")
    #expect(
      archive.metadata["layers"]?.hasPrefix("[.convolution(4, kernel: 3, padding: 1, bias: false), .batch") == true)
  }

  @Test("a file comes back bit for bit, masks included", arguments: ["w.safetensors", "w.npz"])
  func roundTrip(name: String) throws {
    let folder = try TemporaryFolder()
    let (saved, other) = try (Self.network(seed: 1), Self.network(seed: 2))
    try saved.archive.write(to: folder.path + "/" + name)
    let archive = try TensorArchive(path: folder.path + "/" + name)
    #expect(try other.filled(from: archive) == saved)
    #expect(archive == saved.archive)
  }

  @Test("without a mask in the archive nothing is masked")
  func unmasked() throws {
    let saved = try Self.network(seed: 1)
    let archive = Self.renamed(saved.archive) { $0.hasSuffix(".mask") ? nil : $0 }
    let filled = try Self.network(seed: 2).filled(from: archive)
    #expect(filled.masks.isEmpty)
    #expect(filled.parameters.map(\.value) == saved.parameters.map(\.value))
  }

  @Test("names of torch.nn.utils.prune, of parallel training, and no counters are understood")
  func dialects() throws {
    let saved = try Self.network(seed: 1)
    let archive = Self.renamed(saved.archive) { name in
      if name.hasSuffix("tracked") { return nil }
      if name.hasSuffix(".mask") { return "module." + name.dropLast(5) + "_mask" }
      return "module." + name + (saved.masks[name] == nil ? "" : "_orig")
    }
    #expect(try Self.network(seed: 2).filled(from: archive) == saved)
    // Marks as numbers, and numbers under them that the mask makes zero.
    var numbers = saved.archive
    let ones = Tensor([3, 144], [Float](repeating: 1, count: 432))
    numbers.set(ones, for: "fc1.weight")
    numbers.set(try #require(saved.masks["fc1.weight"]).tensor, for: "fc1.weight.mask")
    let filled = try saved.filled(from: numbers)
    #expect(try filled.parameter("fc1.weight").value == saved.masks["fc1.weight"]?.tensor)
  }

  @Test("numbers of other precisions are rounded to single")
  func precisions() throws {
    let network = try Network.mlp([2, 1])
    var archive = network.archive
    archive.set(Tensor([1, 2], [0.1, 1e-60]), for: "fc1.weight")
    archive.set(try StoredArray(exactly: Tensor([1], [1.5]), as: .float16), for: "fc1.bias")
    let filled = try network.filled(from: archive)
    #expect(filled.parameters.map(\.value.floats) == [[0.1, 0], [1.5]])
  }

  @Test("what is missing and what is surplus is listed")
  func match() throws {
    let archive = Self.renamed(try Self.network(seed: 1).archive) { $0 == "fc1.bias" ? "fc2.bias" : $0 }
    #expect(throws: NetworkError.parameterNames(missing: ["fc1.bias"], surplus: ["fc2.bias"])) {
      try Self.network(seed: 1).filled(from: archive)
    }
    #expect(
      String(describing: NetworkError.parameterNames(missing: ["a", "b"], surplus: []))
        == "the arrays are not those of the network: missing a, b; build the network that they were saved from")
    #expect(throws: NetworkError.parameterNames(missing: ["fc1.weight", "fc1.bias"], surplus: [])) {
      try Network.mlp([2, 1]).filled(from: TensorArchive())
    }
  }

  @Test("arrays that do not fit are refused with the parameter, what was expected, and the place")
  func badArrays() throws {
    let cases: [(NetworkError, (inout TensorArchive) throws -> Void)] = [
      (
        .parameterShape("fc1.bias", expected: [3], found: [4]), { $0.set(Tensor(zeros: [4]), for: "fc1.bias") }
      ),
      (.parameterElements("fc1.bias", found: "int64"), { $0.set(StoredArray([1, 2, 3]), for: "fc1.bias") }),
      (
        .parameterValue(
          "fc1.bias", place: [1], expected: "a finite number of single precision", found: "nan"),
        { $0.set(Tensor([3], [0, Float.nan, .infinity]), for: "fc1.bias") }
      ),
      (
        .parameterValue(
          "fc1.weight", place: [1, 6], expected: "a finite number of single precision", found: "1e+300"),
        { $0.set(Tensor([3, 144], (0..<432).map { $0 == 150 ? 1e300 : 0 }), for: "fc1.weight") }
      ),
      (
        .parameterValue("bn1.running_var", place: [2], expected: "a variance, 0 or more", found: "-1.0"),
        { $0.set(Tensor([4], [1, 1, -1, 1] as [Float]), for: "bn1.running_var") }
      ),
      (
        .maskShape("fc1.weight", expected: [3, 144], found: [144, 3]),
        { $0.set(Tensor(zeros: [144, 3]), for: "fc1.weight.mask") }
      ),
      (
        .parameterValue("fc1.weight", place: [0, 1], expected: "a mark of its mask, 0 or 1", found: "0.5"),
        { $0.set(Tensor([3, 144], (0..<432).map { $0 == 1 ? 0.5 : 1 }), for: "fc1.weight.mask") }
      ),
      (.notPrunable("fc1.bias"), { $0.set(Tensor(zeros: [3]), for: "fc1.bias.mask") }),
    ]
    for (expected, change) in cases {
      let archive = try Self.changed(change)
      #expect(throws: expected) { try Self.network(seed: 1).filled(from: archive) }
    }
  }
}
