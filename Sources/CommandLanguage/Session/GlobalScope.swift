/// The names that cells declared.
package struct GlobalScope {
  /// Every name but the recent ones: a copy that declares some more leaves these where they are.
  private var settled: [String: Meaning] = [:]
  private var recent: [String: Meaning] = [:]

  package subscript(name: String) -> Meaning? {
    get { recent[name] ?? settled[name] }
    set {
      recent[name] = newValue
      if newValue == nil { settled[name] = nil }
    }
  }

  package var names: [String: Meaning] { settled.merging(recent) { $1 } }

  /// Puts the recent names to the others, which costs little where no copy is about.
  mutating func settle() {
    for (name, meaning) in recent { settled[name] = meaning }
    recent.removeAll(keepingCapacity: true)
  }

  /// The names in alphabetical order.
  package var sortedNames: [String] { names.keys.sorted() }

  func variables() -> [Variable] {
    sortedNames.compactMap { name in
      guard case .slot(let slot) = self[name], let value = slot.value else { return nil }
      let type = slot.type == .unknown ? value.type : slot.type
      return Variable(name: name, type: type.description, preview: value.preview())
    }
  }

  func value(of name: String) -> Value? {
    guard case .slot(let slot) = self[name] else { return nil }
    return slot.value
  }

  mutating func define(_ name: String, _ value: Value) {
    let slot = Slot(name, value.type, isMutable: false, range: SourceRange(0, 0), owner: nil)
    slot.store(value)
    self[name] = .slot(slot)
  }

  mutating func remove(_ name: String) { self[name] = nil }
}

extension Slot {
  /// The value of a global.
  var value: Value? {
    guard let box else { return nil }
    let contents = box.contents.pointee
    switch type {
    case .int: return .int(contents.raw)
    case .double: return .double(Double(bitPattern: UInt64(UInt(bitPattern: contents.raw))))
    case .bool: return .bool(contents.raw != 0)
    default: return contents.value
    }
  }

  /// Sets a global whose type fits.
  func store(_ value: Value) {
    guard let box else { return }
    switch value {
    case .int(let it) where type == .int: box.contents.pointee.raw = it
    case .double(let it) where type == .double: box.contents.pointee.raw = Int(bitPattern: UInt(it.bitPattern))
    case .bool(let it) where type == .bool: box.contents.pointee.raw = it ? 1 : 0
    default: box.contents.pointee.value = value
    }
  }
}
