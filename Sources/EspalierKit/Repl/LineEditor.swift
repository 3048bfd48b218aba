import CLineEditor
import Glibc
import JupyterKernel

/// Reads cells from a terminal: several lines in one buffer, with history and completion.
///
/// libedit draws and edits; what Return, Tab and the arrows mean in a text of several lines is said here. A text that is
/// taller than the screen cannot be drawn in place: its lines are then taken in for good as they come.
///
/// It belongs to one thread.
final class LineEditor {
  /// What the reader has done.
  enum Input {
    case cell(String)
    /// What stood there was given up with Ctrl-C.
    case cancelled
    /// Ctrl-D, or a terminal that is gone.
    case end
  }

  /// How a line came to its end.
  enum Ending {
    case accepted
    case cancelled
    /// Its text is taken in, and the cell goes on.
    case continued
  }

  private var handle: OpaquePointer?
  let input: TerminalInput
  /// What completes texts and says whether they are whole.
  var snapshot: (any SessionSnapshot)?
  /// The lines of the cell that can no longer be edited.
  var settled = ""
  /// What the next line begins with.
  var start = ""
  var ending = Ending.accepted
  /// Pasted lines on their way to the settled ones.
  var taken = ""
  private var prompt: UnsafeMutablePointer<wchar_t>?

  /// How many cells the arrow keys go back.
  static let historySize = 1000

  /// An editor on a terminal; nil where libedit is not to be had.
  init?(program: String, input: TerminalInput) {
    self.input = input
    guard line_editor_load() else { return nil }
    handle = line_editor_open(
      program, Unmanaged.passUnretained(self).toOpaque(),
      { editor, character in LineEditor.of(editor)?.nextCharacter(character) ?? 0 },
      { editor in LineEditor.of(editor)?.prompt }, Int32(Self.historySize))
    guard handle != nil else { return nil }
    // The library shows what is typed until it reads, which is after its prompt.
    input.hideTyping()
    defineKeys()
  }

  deinit {
    if let handle { line_editor_close(handle) }
    prompt?.deallocate()
  }

  /// The editor that the library calls for.
  static func of(_ handle: OpaquePointer?) -> LineEditor? {
    guard let handle, let context = line_editor_context(handle) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
  }

  /// Reads a cell.
  ///
  /// - Parameters:
  ///   - prompt: What stands before it.
  ///   - text: What it begins with, to be edited.
  func read(prompt: String, startingWith text: String = "") -> Input {
    guard let handle else { return .end }
    // Terminals then say where a paste begins and ends.
    StandardStreams.writeTerminal("\u{1B}[?2004h")
    defer {
      StandardStreams.writeTerminal("\u{1B}[?2004l")
      settled = ""
    }
    start = text
    settled = ""
    // While a cell ran, nobody heard of a new size.
    line_editor_resize(handle)
    setPrompt("\u{1}\u{1B}[32m\u{1}\(prompt)\u{1}\u{1B}[0m\u{1}")
    while true {
      ending = .accepted
      if !start.isEmpty { push(Key.start) }
      var count: Int32 = 0
      input.takeKeys()
      let line = line_editor_read(handle, &count)
      input.hideTyping()
      guard let line, count > 0 else { return .end }
      let text = String(wide: line, count: Int(count) - 1)
      switch ending {
      case .accepted: return .cell(settled + text)
      case .cancelled: return .cancelled
      case .continued:
        // Lines that were taken in already stand before an empty one.
        if !text.isEmpty { settled += text + "\n" }
        setPrompt("")
      }
    }
  }

  /// Keeps a cell for the arrow keys.
  func remember(_ cell: String) {
    guard let handle else { return }
    cell.withWideCharacters { line_editor_remember(handle, $0) }
  }

  private func setPrompt(_ text: String) {
    prompt?.deallocate()
    let characters = text.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
    let copy = UnsafeMutablePointer<wchar_t>.allocate(capacity: characters.count)
    copy.initialize(from: characters, count: characters.count)
    prompt = copy
  }

  /// The next key for the library: a Unicode scalar; Ctrl-C for an interrupt.
  private func nextCharacter(_ character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    input.takeControlC()
    var bytes: [UInt8] = []
    while true {
      switch input.next() {
      case .success(let byte)?:
        bytes.append(byte)
        if bytes.count < Self.length(of: bytes[0]) { continue }
        let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value
        character?.pointee = wchar_t(bitPattern: scalar ?? 0xFFFD)
        return 1
      case .failure(let woken)?:
        switch woken.event {
        case .interrupt:
          character?.pointee = Key.controlC
          return 1
        case .resize:
          if let handle { line_editor_resize(handle) }
        case .resume:
          guard let handle else { return 0 }
          line_editor_prepare(handle)
          line_editor_refresh(handle)
        }
      case nil:
        return 0
      }
    }
  }

  /// How many bytes of UTF-8 a scalar has that begins with one.
  private static func length(of byte: UInt8) -> Int {
    switch byte {
    case 0xC0..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0...: 4
    default: 1
    }
  }
}

extension LineEditor {
  /// The text before the cursor and after it.
  var text: (before: String, after: String) {
    guard let handle, let line = line_editor_line(handle)?.pointee else { return ("", "") }
    let before = line.cursor - line.buffer
    return (String(wide: line.buffer, count: before), String(wide: line.cursor, count: line.lastchar - line.cursor))
  }

  func insert(_ text: String) {
    guard let handle else { return }
    text.withWideCharacters { _ = line_editor_insert(handle, $0) }
  }

  /// Deletes scalars before the cursor.
  func delete(_ count: Int) {
    if let handle, count > 0 { line_editor_delete(handle, Int32(count)) }
  }

  /// Moves the cursor by scalars.
  func move(_ count: Int) {
    if let handle, count != 0 { line_editor_move(handle, Int32(count)) }
  }

  func push(_ keys: String) {
    if let handle { keys.withWideCharacters { line_editor_push(handle, $0) } }
  }

  /// The next scalar typed; nil at the end of input.
  func nextScalar() -> Unicode.Scalar? {
    var character: wchar_t = 0
    guard let handle, line_editor_next(handle, &character) == 1 else { return nil }
    return Unicode.Scalar(UInt32(bitPattern: character))
  }

  func define(_ name: String, _ action: @convention(c) (OpaquePointer?, wint_t) -> UInt8) {
    guard let handle else { return }
    name.withWideCharacters { line_editor_define(handle, $0, action) }
  }

  func bind(_ keys: [String], _ name: String) {
    guard let handle else { return }
    for key in keys {
      key.withWideCharacters { key in name.withWideCharacters { line_editor_bind(handle, key, $0) } }
    }
  }
}

extension String {
  /// A text of the library's wide characters, each a Unicode scalar.
  fileprivate init(wide characters: UnsafePointer<wchar_t>, count: Int) {
    let scalars = UnsafeBufferPointer(start: characters, count: Swift.max(count, 0)).compactMap { character in
      Unicode.Scalar(UInt32(bitPattern: character))
    }
    self.init(String.UnicodeScalarView(scalars))
  }

  fileprivate func withWideCharacters(_ body: (UnsafePointer<wchar_t>) -> Void) {
    let characters = unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
    characters.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { body(start) }
    }
  }
}
