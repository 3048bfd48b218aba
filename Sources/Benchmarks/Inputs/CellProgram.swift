/// A cell that the language benchmark runs, whose value its peer computes too.
struct CellProgram {
  let name: String
  let title: String
  let source: String

  static let all = [
    CellProgram(
      name: "total", title: "sum of 10 million integers",
      source: """
        func total() -> Int {
          var result = 0
          for i in 0..<10_000_000 { result += i }
          return result
        }
        total()
        """),
    CellProgram(
      name: "fibonacci", title: "fib(27)",
      source: """
        func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }
        fib(27)
        """),
    CellProgram(
      name: "nested", title: "1,000×1,000 array made, then summed",
      source: """
        func nested() -> Double {
          let rows = (0..<1000).map { i in (0..<1000).map { j in Double(i * j % 7) } }
          var result = 0.0
          for i in 0..<1000 { for j in 0..<1000 { result += rows[i][j] } }
          return result
        }
        nested()
        """),
    CellProgram(
      name: "texts", title: "200,000 strings made and sorted",
      source: """
        func texts() -> Int {
          var words: [String] = []
          for i in 0..<200_000 { words.append("word \\(i * 7919 % 200_000)") }
          words.sort()
          return words[100_000].count
        }
        texts()
        """),
    CellProgram(
      name: "closures", title: "map, filter, reduce over a million",
      source: """
        func closures() -> Int {
          let numbers = Array(0..<1_000_000)
          return numbers.map { $0 * 2 + 1 }.filter { $0 % 3 == 0 }.reduce(0) { $0 + $1 }
        }
        closures()
        """),
    CellProgram(
      name: "calls", title: "a closure in a variable, 2 million calls",
      source: """
        func calls() -> Int {
          let step = 3
          let add = { (x: Int) in x + step }
          var result = 0
          for _ in 0..<2_000_000 { result = add(result) }
          return result
        }
        calls()
        """),
    CellProgram(
      name: "structures", title: "a mutating method, 300,000 calls",
      source: """
        struct Point {
          var x: Double, y: Double
          mutating func move(_ d: Double) {
            x += d
            y -= d
          }
        }
        func structures() -> Double {
          var point = Point(x: 0, y: 0)
          for i in 0..<300_000 { point.move(Double(i % 3)) }
          return point.x - point.y
        }
        structures()
        """),
    CellProgram(
      name: "counts", title: "a dictionary that counts 500,000",
      source: """
        func counts() -> Int {
          var found: [Int: Int] = [:]
          for i in 0..<500_000 { found[i * 31 % 1000, default: 0] += 1 }
          return found[7] ?? 0
        }
        counts()
        """),
    CellProgram(
      name: "sieve", title: "sieve up to a million",
      source: """
        func sieve() -> Int {
          let n = 1_000_000
          var prime = [Bool](repeating: true, count: n + 1)
          var i = 2
          while i * i <= n {
            if prime[i] { for j in stride(from: i * i, through: n, by: i) { prime[j] = false } }
            i += 1
          }
          return (2...n).reduce(0) { $0 + (prime[$1] ? 1 : 0) }
        }
        sieve()
        """),
  ]
}
