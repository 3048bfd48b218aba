import Figures
import Glibc
import Testing

@Suite("Ticks")
struct TicksTests {
  private func ticks(_ values: [Double], _ axis: Axis = Axis(), count: Int = 6) -> Ticks {
    Ticks(PlotScale.fitting(values, axis: axis, padding: 0), axis: axis, count: count)
  }

  @Test(
    "a linear axis has ticks at 1, 2 or 5 times a power of ten, with the decimals of the step",
    arguments: [
      ([0, 1], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      ([-3, 3], ["−3", "−2", "−1", "0", "1", "2", "3"]),
      ([0.93, 0.99], ["0.93", "0.94", "0.95", "0.96", "0.97", "0.98", "0.99"]),
      ([0, 60_000], ["0", "10k", "20k", "30k", "40k", "50k", "60k"]),
      ([0, 2_500_000], ["0", "0.5M", "1M", "1.5M", "2M", "2.5M"]),
      ([0, 3e-7], ["0", "5×10⁻⁸", "10⁻⁷", "1.5×10⁻⁷", "2×10⁻⁷", "2.5×10⁻⁷", "3×10⁻⁷"]),
    ] as [([Double], [String])])
  func linear(values: [Double], labels: [String]) {
    #expect(ticks(values).major.map(\.label) == labels)
  }

  @Test("a linear tick is the double nearest to its label")
  func exact() {
    #expect(Ticks.linear(from: 0, to: 1, count: 10).values == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  }

  @Test("a long log axis has raised powers of ten, with small ticks between")
  func log() {
    let result = ticks([1e-3, 1e2], Axis(scale: .log))
    #expect(result.major.map(\.label) == ["10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²"])
    #expect(result.minor.count == 5 * 8)
  }

  @Test("a very long log axis keeps few ticks at equal steps")
  func longLog() {
    let exponents = ticks([1e-30, 1e30], Axis(scale: .log)).major.map { log10($0.value).rounded() }
    #expect(exponents.count <= 7)
    #expect(Set(zip(exponents, exponents.dropFirst()).map { $1 - $0 }).count == 1)
  }

  @Test("a short log axis has 1, 2, 5, and a tiny one the ticks of a linear axis")
  func shortLog() {
    #expect(ticks([1, 60], Axis(scale: .log)).major.map(\.label) == ["1", "2", "5", "10", "20", "50"])
    #expect(ticks([2.1, 2.4], Axis(scale: .log), count: 3).major.map(\.label) == ["2.1", "2.2", "2.3", "2.4"])
  }

  @Test("formats write per cents, decimals and powers")
  func formats() {
    #expect(ticks([0.9, 1], Axis(format: .percent), count: 2).major.map(\.label) == ["90%", "95%", "100%"])
    #expect(ticks([0, 1], Axis(format: .decimals(3)), count: 2).major.map(\.label) == ["0.000", "0.500", "1.000"])
    #expect(ticks([0, 2000], Axis(format: .scientific), count: 2).major.map(\.label) == ["0", "10³", "2×10³"])
  }

  @Test("own ticks stay, except those outside the axis")
  func own() {
    let axis = Axis(domain: 0...2, ticks: [.init(1, "one"), .init(5, "five"), .init(.nan, "none")])
    #expect(ticks([], axis).major == [.init(1, "one")])
  }

  @Test("equal values get an axis with a length around them", arguments: [0, 0.5, -3, 1e-300, 1e299])
  func equalValues(value: Double) throws {
    let scale = PlotScale.fitting([value, value], axis: Axis())
    #expect(scale.low < value && value < scale.high)
    #expect(try abs(#require(scale.position(value)) - 0.5) < 1e-9)
  }

  @Test("no pair of values, however extreme, ends the process or makes ticks without end", arguments: [false, true])
  func extremes(isLog: Bool) {
    var exponents = Array(stride(from: -320.0, through: 308, by: 23.7)).map { pow(10, $0) }
    exponents += [0, .nan, .infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 1 + .ulpOfOne, 1]
    let values = exponents + exponents.map { -$0 }
    let axis = Axis(scale: isLog ? .log : .linear)
    for low in values {
      for high in values {
        let result = ticks([low, high], axis)
        #expect(result.major.count <= 102 && result.minor.count <= 102)
      }
    }
  }
}
