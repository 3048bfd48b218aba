import Archives
import CommandLanguage
import Networks
import Tensors

extension CommandModule {
  /// Files of arrays.
  static let files = CommandModule(
    "files", summary: "Files of arrays and of networks: safetensors, npz, npy, csv, IDX, CIFAR binary."
  ) {
    Command(
      "load", "Reads the arrays of a file: safetensors, npz, npy, csv, IDX or CIFAR binary; .gz where customary.",
      .positional("path", String.self, "the file", isPath: true),
      example: "save([\"x\": tensor([1, 2]), \"y\": tensor([3])], \"numbers.npz\")\nload(\"numbers.npz\")[\"x\"]"
    ) { call, path -> TensorArchive in
      let checkpoint = try call.cell.checkpoint
      return try call.computing { try TensorArchive(path: path, checkpoint: checkpoint) }
    }
    Command(
      "load", "Fills a network with the parameters and masks of a file, under PyTorch's names; gives the filled copy.",
      .positional("path", String.self, "the file: safetensors or npz", isPath: true),
      .labelled("into", Network.self, "a network of the same layers; masks that the file lacks are taken off"),
      purity: .pure(hint: "the network itself is unchanged; use the one that 'load' gives"),
      example: "save(mlp([64, 10]), \"w.safetensors\")\nload(\"w.safetensors\", into: mlp([64, 10]))"
    ) { call, path, net -> Network in
      let checkpoint = try call.cell.checkpoint
      return try call.computing { try net.filled(from: TensorArchive(path: path, checkpoint: checkpoint)) }
    }
    Command(
      "save", "Writes a network's parameters and masks, under PyTorch's names, to a file: .safetensors or .npz.",
      .positional("net", Network.self, "the network; masks are beside the weights as 'fc1.weight.mask'"),
      .positional("path", String.self, "where to", isPath: true),
      .labelled("compressed", Bool.self, default: false, "whether to deflate the arrays of an npz file"),
      example: "save(mlp([64, 10]), \"w.safetensors\")"
    ) { call, net, path, compressed in try call.write(net.archive, to: path, isCompressed: compressed) }
    Command(
      "save", "Writes a tensor to a file whose name ends in .npy, .npz, .safetensors or .csv.",
      .positional("tensor", Tensor.self, "the tensor, which the file calls 'tensor'"),
      .positional("path", String.self, "where to", isPath: true),
      example: "save(tensor([[1, 2], [3, 4]]), \"matrix.npy\")"
    ) { call, tensor, path in
      var archive = TensorArchive()
      archive.set(tensor, for: "tensor")
      try call.write(archive, to: path)
    }
    Command(
      "save", "Writes tensors under their names to a file whose name ends in .npz, .safetensors or .csv.",
      .positional("tensors", [String: Tensor].self, "the tensors, which the file has in alphabetical order"),
      .positional("path", String.self, "where to", isPath: true),
      .labelled("compressed", Bool.self, default: false, "whether to deflate the arrays of an npz file"),
      example: "save([\"x\": tensor([1, 2]), \"y\": tensor([3])], \"numbers.npz\")"
    ) { call, tensors, path, compressed in
      var archive = TensorArchive()
      for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) { archive.set(tensor, for: name) }
      try call.write(archive, to: path, isCompressed: compressed)
    }
    Command(
      "save", "Writes an archive to a file, as it was read or into another format: .npz, .safetensors, .npy or .csv.",
      .positional("archive", TensorArchive.self, "the arrays"),
      .positional("path", String.self, "where to", isPath: true),
      .labelled("compressed", Bool.self, default: false, "whether to deflate the arrays of an npz file"),
      example: "save(tensor([1, 2]), \"x.npy\")\nsave(load(\"x.npy\"), \"x.safetensors\")"
    ) { call, archive, path, compressed in try call.write(archive, to: path, isCompressed: compressed) }
    TypeDeclaration(TensorArchive.self, "Arrays by name, in the order of their file.") {
      Property("names", "The names in order.") { $0.names }
      Property("count", "The number of arrays.") { $0.count }
      Property("metadata", "Texts about the arrays, as safetensors files have them.") { $0.metadata }
      Method(
        "integers", "An array of whole numbers, every bit of them, as Int, row by row.",
        .positional("name", String.self, "the name of the array"),
        example: "save([\"y\": tensor([3, 1])], \"numbers.npz\")\nload(\"numbers.npz\").integers(\"y\")"
      ) { _, archive, name in try archive.array(name).integers }
      Subscript("The array of a name.", .positional("name", String.self, "its name in the file")) {
        call, archive, name in
        try call.computing { try archive[name] }
      }
      Subscript("The array at a place.", .positional("index", Int.self, "from 0, in the order of the file")) {
        call, archive, index in
        try call.computing { try archive[index] }
      }
    }
  }
}

extension CallContext {
  fileprivate func write(_ archive: TensorArchive, to path: String, isCompressed: Bool = false) throws {
    let checkpoint = try cell.checkpoint
    try computing { try archive.write(to: path, isCompressed: isCompressed, checkpoint: checkpoint) }
  }
}
