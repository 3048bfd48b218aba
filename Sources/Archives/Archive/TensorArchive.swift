public import Tensors

/// Arrays by name, in the order of the file that holds them.
///
/// Elements stay the bytes that they are in the file: what is read and written again has the same bits. As tensors they
/// are in single precision where every value of their kind is a single-precision number, else in double precision.
///
///     let archive = try TensorArchive(path: "w.safetensors")
///     let weight = try archive["fc1.weight"]
public struct TensorArchive: Hashable, Sendable {
  /// An array with its name.
  public struct Entry: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// The elements.
    public let array: StoredArray
  }

  /// The arrays in order.
  public private(set) var entries: [Entry] = []
  /// Texts about the arrays, such as a seed or a version. Safetensors and npz hold them; npy and csv have no place.
  public var metadata: [String: String] = [:]
  /// Where a name is among the entries.
  private var places: [String: Int] = [:]
  /// Names of arrays that the file has but that are not read, such as texts, with what they are.
  public private(set) var refused: [String: String] = [:]

  /// An archive without arrays.
  public init() {}

  /// The names in order.
  public var names: [String] { entries.map(\.name) }

  /// The number of arrays.
  public var count: Int { entries.count }

  /// Whether there is an array of this name.
  public func contains(_ name: String) -> Bool { places[name] != nil }

  /// An array as the file holds it.
  /// - Throws: `ArchiveError.noArray` with the names that there are, `.foreignArray` for one that is not read.
  /// - Complexity: O(1).
  public func array(_ name: String) throws(ArchiveError) -> StoredArray {
    if let place = places[name] { return entries[place].array }
    if let kind = refused[name] { throw .foreignArray(named: name, kind: kind) }
    throw .noArray(named: name, names: names)
  }

  /// An array as a tensor.
  /// - Throws: `ArchiveError.noArray` with the names that there are, `.foreignArray` for one that is not read,
  ///   `.inexact` for an integer that no double-precision number is.
  /// - Complexity: O(elements).
  public subscript(name: String) -> Tensor {
    get throws(ArchiveError) { try array(name).tensor }
  }

  /// The array at a place of the order, as a tensor.
  /// - Throws: `ArchiveError.noPlace` where there is none, `.inexact` for an integer that no double-precision number is.
  /// - Complexity: O(elements).
  public subscript(place: Int) -> Tensor {
    get throws(ArchiveError) {
      guard entries.indices.contains(place) else { throw .noPlace(place, count: count) }
      return try entries[place].array.tensor
    }
  }

  /// Puts an array under a name, at its place where the name is there, else at the end.
  /// - Complexity: O(1).
  public mutating func set(_ array: StoredArray, for name: String) {
    if let place = places[name] {
      entries[place] = Entry(name: name, array: array)
    } else {
      append(array, named: name)
    }
  }

  /// Puts a tensor under a name, in its own precision.
  /// - Complexity: O(elements).
  public mutating func set(_ tensor: Tensor, for name: String) { set(StoredArray(tensor), for: name) }

  /// - Precondition: the name is new.
  mutating func append(_ array: StoredArray, named name: String) {
    precondition(places.updateValue(entries.count, forKey: name) == nil, "'\(name)' is there already")
    entries.append(Entry(name: name, array: array))
  }

  /// Notes an array that is not read.
  mutating func refuse(_ name: String, kind: String) { refused[name] = kind }
}
