public import Tensors

extension TensorArchive {
  /// Reads a file of arrays, in the format that its ending tells, or its first bytes: safetensors, npz, npy, csv, IDX or
  /// CIFAR binary, each of the last four also compressed with gzip.
  ///
  /// The one array of an npy or IDX file has the name of the file without its ending.
  /// - Throws: `ArchiveError.unreadable`, `.unknownFormat`, `.malformed` and `.damaged` for content that is not whole or
  ///   not what the name says; `Interrupted`.
  /// - Complexity: O(bytes); allocates no more than the bytes on the disk can hold.
  public init(path: String, checkpoint: Checkpoint = .none) throws {
    try self.init(FileContent(path: path, checkpoint: checkpoint), checkpoint)
  }

  /// Reads bytes that are at hand, as if they were in a file of this path.
  /// - Throws: what reading the file would, but `ArchiveError.unreadable`.
  package init(_ bytes: [UInt8], path: String, checkpoint: Checkpoint = .none) throws {
    try self.init(FileContent(bytes, path: path, checkpoint: checkpoint), checkpoint)
  }

  private init(_ file: FileContent, _ checkpoint: Checkpoint) throws {
    let path = file.path
    guard let format = try ArchiveFormat(path: path) ?? ArchiveFormat(prefix: file.prefix(16)) else {
      throw ArchiveError.unknownFormat(path: path, known: ArchiveFormat.endings)
    }
    switch format {
    case .safetensors: self = try SafetensorsFile.read(file.stored[...], path: path)
    case .npz: self = try NpzFile.read(file.stored[...], path: path, checkpoint: checkpoint)
    case .csv: self = try CSVFile.read(file.whole(), path: path, checkpoint: checkpoint)
    case .cifar: self = try CIFARFile.read(file.whole(), path: path)
    case .idx:
      self.init()
      append(try IDXFile.read(file), named: ArchiveFormat.stem(of: path))
    case .npy:
      self.init()
      let header = try NumpyFile.header(file.prefix(NumpyFile.longestHeader), path: path)
      let (array, kind) = try NumpyFile.read(file.whole(size: header.size), path: path)
      let name = ArchiveFormat.stem(of: path)
      if let array { append(array, named: name) } else { refuse(name, kind: kind) }
    }
  }

  /// Writes a file of the arrays, which appears whole or not at all, and has the same bytes for the same archive.
  ///
  /// Safetensors and npz hold everything; npy holds one array, csv vectors of one length or one matrix, and neither has
  /// a place for metadata.
  /// - Parameters:
  ///   - format: the format; the one that the ending of the path tells unless given.
  ///   - isCompressed: whether the members of an npz file are deflated.
  /// - Throws: `ArchiveError.unknownFormat`, `.unsuited` for arrays that the format has no place for, `.unwritable`;
  ///   `Interrupted`. A file that was there stays in every case.
  /// - Complexity: O(bytes).
  public func write(
    to path: String, format: ArchiveFormat? = nil, isCompressed: Bool = false, checkpoint: Checkpoint = .none
  ) throws {
    guard let format = format ?? ArchiveFormat(path: path), !path.hasSuffix(".gz") else {
      throw ArchiveError.unknownFormat(path: path, known: ArchiveFormat.writtenEndings)
    }
    try require(format, path)
    try AtomicFile.write(to: path, checkpoint: checkpoint) { file in
      switch format {
      case .safetensors:
        let (header, arrays) = SafetensorsFile.header(of: self)
        try file.append(header)
        for array in arrays { try file.append(array.bytes) }
      case .npz:
        try NpzFile.write(self, isCompressed: isCompressed, to: file, path: path, checkpoint: checkpoint)
      case .npy:
        for entry in entries {
          let array = NumpyFile.suited(entry.array)
          try file.append(NumpyFile.header(of: array))
          try file.append(array.bytes)
        }
      case .csv: try CSVFile.write(self, to: file, path: path, checkpoint: checkpoint)
      case .idx, .cifar: break
      }
    }
  }

  /// What a format must have a place for.
  private func require(_ format: ArchiveFormat, _ path: String) throws(ArchiveError) {
    let mend = "use .npz or .safetensors"
    switch format {
    case .safetensors:
      if contains(SafetensorsFile.metadataKey) {
        throw .unsuited(path: path, cause: "'\(SafetensorsFile.metadataKey)' names the metadata", mend: "use .npz")
      }
    case .npy:
      if count != 1 { throw .unsuited(path: path, cause: "npy holds one array, found \(count)", mend: mend) }
    case .npz, .csv: break
    case .idx, .cifar:
      throw .unsuited(path: path, cause: "the format \(format.rawValue) is read, not written", mend: mend)
    }
  }
}
