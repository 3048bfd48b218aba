import Figures
import Testing

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(
    "a number for a reader has about four digits, a true minus sign and powers of ten",
    arguments: [
      (0, "0"), (-0.0, "0"), (0.5, "0.5"), (-1.25, "−1.25"), (98.123456, "98.12"), (123_456, "123456"),
      (2_500_000, "2.5×10⁶"), (1e-7, "10⁻⁷"), (-1e9, "−10⁹"), (9.999e-8, "10⁻⁷"), (.infinity, "∞"), (.nan, "NaN"),
      (.leastNonzeroMagnitude, "4.94×10⁻³²⁴"), (1.7976931348623157e308, "1.8×10³⁰⁸"),
    ] as [(Double, String)])
  func reading(value: Double, expected: String) {
    #expect(NumberText.reading(value) == expected)
  }

  @Test(
    "fixed places round and never write a negative zero",
    arguments: [
      (0.125, 2, "0.13"), (-0.001, 2, "0.00"), (1234.5, 0, "1235"), (0.1 + 0.2, 3, "0.300"), (-7, 1, "-7.0"),
      (1, -3, "1"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == expected)
  }

  @Test("coordinates drop zeros that say nothing")
  func coordinates() {
    #expect(NumberText.coordinate(10) == "10")
    #expect(NumberText.coordinate(10.5) == "10.5")
    #expect(NumberText.coordinate(-0.004) == "0")
  }

  @Test(
    "whole numbers have a comma before every third digit",
    arguments: [
      (0, "0"), (999, "999"), (1_000, "1,000"), (-266_610, "−266,610"), (.max, "9,223,372,036,854,775,807"),
      (.min, "−9,223,372,036,854,775,808"),
    ] as [(Int, String)])
  func grouped(value: Int, expected: String) {
    #expect(NumberText.grouped(value) == expected)
  }
}
