extension Notebook {
  /// The text of the document's file, laid out byte for byte as Python's `nbformat` writes it: names sorted, one space
  /// a level, text as its lines, a newline at the end.
  public var fileText: String { json.indentedText + "\n" }

  /// The document as JSON.
  public var json: JSONValue {
    [
      "cells": .array(cells.map(\.json)), "metadata": .object(metadata), "nbformat": .int(Self.majorVersion),
      "nbformat_minor": .int(minorVersion),
    ]
  }
}

extension NotebookCell {
  var json: JSONValue {
    var members = otherMembers
    members["cell_type"] = .string(kind.rawValue)
    members["id"] = .string(id)
    members["metadata"] = .object(metadata)
    members["source"] = source.storedLines
    if kind == .code {
      members["execution_count"] = executionCount.map { .int($0) } ?? .null
      members["outputs"] = .array(outputs.map(\.json))
    }
    return .object(members)
  }
}

extension NotebookOutput {
  /// The output as documents store it.
  public var json: JSONValue {
    switch self {
    case .stream(let name, let text):
      return ["output_type": "stream", "name": .string(name), "text": text.storedLines]
    case .display(let bundle):
      return ["output_type": "display_data", "data": bundle.storedData, "metadata": .object(bundle.metadata)]
    case .result(let bundle, let executionCount):
      return [
        "output_type": "execute_result", "data": bundle.storedData, "metadata": .object(bundle.metadata),
        "execution_count": executionCount.map { .int($0) } ?? .null,
      ]
    case .error(let name, let message, let traceback):
      return [
        "output_type": "error", "ename": .string(name), "evalue": .string(message),
        "traceback": .array(traceback.map { .string($0) }),
      ]
    }
  }
}

extension MimeBundle {
  /// The representations with text as its lines; base64 and JSON stay as they are.
  fileprivate var storedData: JSONValue {
    .object(
      Dictionary(
        uniqueKeysWithValues: data.map { type, value in
          let isText = type.hasPrefix("text/") || type == "image/svg+xml" || type == "application/javascript"
          return (type, isText ? value.stringValue?.storedLines ?? value : value)
        }))
  }
}

extension String {
  /// The lines with their ends, as `nbformat` stores text.
  ///
  /// Lines end where Python's `str.splitlines` ends them, which is at more characters than a line feed.
  var storedLines: JSONValue {
    var lines: [JSONValue] = []
    let scalars = unicodeScalars
    var start = scalars.startIndex
    var position = start
    while position < scalars.endIndex {
      let scalar = scalars[position]
      position = scalars.index(after: position)
      guard Self.lineEnds.contains(scalar) else { continue }
      if scalar == "\r", position < scalars.endIndex, scalars[position] == "\n" {
        position = scalars.index(after: position)
      }
      lines.append(.string(String(scalars[start..<position])))
      start = position
    }
    if start < scalars.endIndex { lines.append(.string(String(scalars[start...]))) }
    return .array(lines)
  }

  private static let lineEnds: Set<Unicode.Scalar> = [
    "\n", "\u{0B}", "\u{0C}", "\r", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}",
  ]
}
