import Tensors

/// NumPy's format of several arrays: a zip file of npy members.
enum NpzFile {
  private static let ending = ".npy"
  /// The member that holds the metadata of an archive, which NumPy gives as bytes.
  private static let metadataMember = SafetensorsFile.metadataKey + ".json"

  /// The arrays of a file in the order of its directory; members that are no arrays are left out.
  /// - Throws: `ArchiveError.malformed`, `.damaged`, `Interrupted`.
  /// - Complexity: O(size of the content).
  static func read(_ bytes: ArraySlice<UInt8>, path: String, checkpoint: Checkpoint) throws -> TensorArchive {
    let file = try ZipFile(bytes, path: path)
    var archive = TensorArchive()
    for member in file.members where member.name.hasSuffix(ending) || member.name == metadataMember {
      try checkpoint.check()
      let content = try file.content(of: member, checkpoint: checkpoint)
      let place = "\(path)/\(member.name)"
      if member.name == metadataMember {
        var cursor = ByteCursor(content, path: place)
        try cursor.object("the metadata") { cursor, key, _ throws(ArchiveError) in
          archive.metadata[key] = try cursor.quoted("the value of '\(key)'")
        }
        continue
      }
      let name = String(member.name.dropLast(ending.count))
      guard !archive.contains(name) else {
        throw ArchiveError.malformed(
          path: path, offset: member.content.lowerBound, expected: "a name once", found: "'\(member.name)' again")
      }
      let (array, kind) = try NumpyFile.read(content, path: place)
      if let array { archive.append(array, named: name) } else { archive.refuse(name, kind: kind) }
    }
    return archive
  }

  /// Writes an archive as `np.savez` does, or `np.savez_compressed`.
  /// - Throws: `ArchiveError.unwritable`, `.unsuited` where the format has no room; `Interrupted`.
  /// - Complexity: O(bytes).
  static func write(
    _ archive: TensorArchive, isCompressed: Bool, to file: borrowing AtomicFile, path: String, checkpoint: Checkpoint
  ) throws {
    var zip = ZipWriter(path: path, isDeflated: isCompressed, checkpoint: checkpoint)
    for entry in archive.entries {
      let array = NumpyFile.suited(entry.array)
      try zip.add(entry.name + ending, [NumpyFile.header(of: array)[...], array.bytes], to: file)
    }
    if !archive.metadata.isEmpty {
      try zip.add(metadataMember, [Array(JSONText.object(archive.metadata).utf8)[...]], to: file)
    }
    try zip.finish(file)
  }
}
