import CZlib
import Figures
import Testing

@Suite("Pictures as PNG")
struct PNGTests {
  /// A picture read back: its size and elements in order of rows.
  struct Picture {
    var width = 0
    var height = 0
    var samples = 0
    var bytes: [UInt8] = []

    subscript(column: Int, row: Int) -> [UInt8] {
      Array(bytes[(row * width + column) * samples..<(row * width + column + 1) * samples])
    }
  }

  @Test("the cells of a heat map have the colours of the map, and a missing one is grey")
  func heatMap() throws {
    let pictures = FigureSamples.pictures(in: FigureSamples.svg(FigureSamples.heatMap))
    #expect(pictures.count == 2, "the matrix and the colour bar")
    let matrix = try read(pictures[0])
    #expect(matrix.width % 3 == 0 && matrix.height % 2 == 0)
    let (left, right, bottom) = (0, matrix.width - 1, matrix.height - 1)
    #expect(matrix[left, 0] == [0x44, 0x01, 0x54], "the lowest value, row 0 on top")
    #expect(matrix[matrix.width / 2, bottom] == [0xfd, 0xe7, 0x25], "the highest value")
    #expect(matrix[right, bottom] == [0xbd, 0xbd, 0xbd], "no value")
  }

  @Test("the rows of a heat map turn over with the axis")
  func orientation() throws {
    let map = Mark.heatMap(HeatMap([0, 1], rows: 2, columns: 1))
    let upwards = try read(FigureSamples.pictures(in: FigureSamples.svg(Chart(marks: [map])))[0])
    #expect(upwards[0, 0] == [0xfd, 0xe7, 0x25])
    let downwards = Chart(y: Axis(isReversed: true), marks: [map])
    #expect(try read(FigureSamples.pictures(in: FigureSamples.svg(downwards))[0])[0, 0] == [0x44, 0x01, 0x54])
  }

  @Test("tiles keep their grey and their colours")
  func tiles() throws {
    let chart = Chart.images(tiles: [
      .init([0, 1], rows: 1, columns: 2), .init([1, 0, 0.5], rows: 1, columns: 1, channels: .planarRGB),
    ])
    let pictures = try FigureSamples.pictures(in: FigureSamples.svg(chart)).map(read)
    #expect(pictures[0][0, 0] == [0, 0, 0])
    #expect(pictures[0][pictures[0].width - 1, 0] == [255, 255, 255])
    #expect(pictures[1][0, 0] == [255, 0, 128])
  }

  @Test("a cloud of points is opaque where it is dense and clear where it is empty")
  func cloud() throws {
    let x = (0..<6000).map { $0 == 0 ? 1.0 : 0.0 }
    let svg = FigureSamples.svg(.scatter(x: x, y: x))
    let cloud = try read(#require(FigureSamples.pictures(in: svg).first))
    #expect(cloud.samples == 4)
    let opacity = stride(from: 3, to: cloud.bytes.count, by: 4).map { cloud.bytes[$0] }
    #expect(opacity.max() == 255)
    #expect(opacity.count { $0 == 0 } > opacity.count * 99 / 100)
  }

  /// Reads a PNG of eight bits a sample with the filters "none" and "up".
  private func read(_ file: [UInt8]) throws -> Picture {
    #expect(file.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    var picture = Picture()
    var packed: [UInt8] = []
    var names: [String] = []
    var place = 8
    func number(_ start: Int) -> Int { file[start..<start + 4].reduce(0) { ($0 << 8) | Int($1) } }
    while place < file.count {
      let length = number(place)
      let body = Array(file[place + 4..<place + 8 + length])
      #expect(Int(crc32(0, body, uInt(body.count))) == number(place + 8 + length))
      let name = String(decoding: body.prefix(4), as: UTF8.self)
      names.append(name)
      if name == "IHDR" {
        picture.width = number(place + 8)
        picture.height = number(place + 12)
        #expect(file[place + 16] == 8)
        picture.samples = file[place + 17] == 6 ? 4 : 3
      } else if name == "IDAT" {
        packed += body.dropFirst(4)
      }
      place += length + 12
    }
    #expect(names == ["IHDR", "IDAT", "IEND"])
    let stride = picture.width * picture.samples
    let rows = try #require(FigureSamples.inflated(packed, size: (stride + 1) * picture.height))
    var above = [UInt8](repeating: 0, count: stride)
    for row in 0..<picture.height {
      let filter = rows[row * (stride + 1)]
      try #require(filter == 0 || filter == 2)
      for column in 0..<stride {
        let byte = rows[row * (stride + 1) + 1 + column]
        above[column] = filter == 2 ? byte &+ above[column] : byte
      }
      picture.bytes += above
    }
    return picture
  }
}
