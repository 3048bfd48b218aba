extension Table {
  /// The table with a figure under it: one HTML with both, and each in its own forms for what shows no HTML.
  package func bundle(over chart: Chart) -> DisplayBundle {
    var untitled = chart
    untitled.title = ""
    let drawn = untitled.bundle()
    var bundle = bundle()
    // Between the HTML and the other forms of the table.
    for entry in drawn.entries where ["image/svg+xml", "image/png"].contains(entry.mime) {
      bundle.entries.insert(entry, at: bundle.entries.count - 1)
    }
    bundle.extents = drawn.extents
    bundle.notes = drawn.notes
    if case .text(let svg)? = drawn["image/svg+xml"] {
      // An image and not the picture's own elements: front ends take those out of notebooks that they do not trust, and
      // leave their words behind.
      let html = "<div>\(html)<img alt=\"\(SVG.escaped(chart.title))\" src=\"\(Self.address(of: svg))\"></div>"
      bundle.entries[0].content = .text(html)
    }
    return bundle
  }

  /// A picture as the address of itself.
  private static func address(of svg: String) -> String {
    var address = "data:image/svg+xml,"
    for byte in svg.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: ","):
        address.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        address += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return address
  }
}
