/// Snippets of the language itself: control flow, patterns, functions, types, errors, and literals and their types.
let languageSnippets: [String] = [
  ###"""
  var a = [[1], [2]]
  let b = a
  a[0].append(9)
  var row = a[1]; row.append(8)
  print(a, b, row)
  var d = ["k": [1]]
  let e = d
  d["k"]!.append(2); d["n"] = [3]
  print(e["k"]!, d["k"]!, e.count)
  """###,
  ###"""
  let x = 3 as Double, y = [1, 2] as [Double], z = "a" as Character, w = 1 as Int?
  print(x, y, z, w as Any, 5 as Any, nil as Int? as Any)
  let any: Any = "text"
  if let s = any as? String, s.count > 2 { print(s) }
  print(any is String, any is Int, (any as? Int) ?? 0, [1, 2] as Any is [Int], [1, 2] as Any is [Double])
  """###,
  ###"""
  let graph = ["a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["e"], "e": []]
  var distance = ["a": 0], queue = ["a"]
  while !queue.isEmpty {
    let node = queue.removeFirst()
    for next in graph[node] ?? [] where distance[next] == nil { distance[next] = distance[node]! + 1; queue.append(next) }
  }
  print(distance.sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }.joined(separator: " "))
  """###,
  ###"""
  func bits(_ n: Int, _ w: Int = 8) -> String { (0..<w).reversed().map { (n >> $0) & 1 == 1 ? "1" : "0" }.joined() }
  print(bits(5), bits(255), bits(6, 4), (0..<8).map { 1 << $0 }.reduce(0, |), String(10, radix: 2), Int("1010", radix: 2)!, String(-255, radix: 16))
  """###,
  ###"""
  let a = true, b = false
  print(a && !b, a || b, a != b, a == b, !(a && b), [a, b].contains(true), [a, b].filter { $0 }.count, a ? "t" : "f", Bool("false") as Any, Bool("x") as Any)
  var c = a; c.toggle(); print(c)
  """###,
  ###"""
  let a: (Int, Int) -> Int = { x, y in x - y }
  let b = { (x: Double) in x * 2 }
  let c: () -> Void = { print("c") }
  let d: (Int) -> Int = { n in
    var t = 0
    for i in 1...n { t += i }
    return t
  }
  let e = { print("e") }
  c(); e()
  print(a(5, 3), b(2), d(4), { $0 + 1 }(5), { (x: Int, y: Int) -> Int in x * y }(2, 3))
  """###,
  ###"""
  func apply<T, U>(_ x: T, _ f: (T) -> U) -> U { f(x) }
  print(apply(3) { $0 * 2 }, apply("a") { $0 + "b" }, apply([1, 2]) { $0.count }, apply(2.0) { $0 > 1 }, apply((1, "x")) { $0.1 })
  func both(_ f: (Double) -> Double, _ x: Double) -> Double { f(f(x)) }
  print(both({ $0 / 2 }, 1), both({ x in x + 1 }, 2), both(sqrt, 16), both({ pow($0, 2) }, 3))
  """###,
  ###"""
  let m = [[1, 2], [3]]
  print(m.map { $0.map { $0 * 10 } }, m.map { row in row.map { row.count * $0 } }, m.flatMap { $0.filter { $0 > 1 } }, (0..<2).map { i in (0..<2).map { j in i * 2 + j } })
  """###,
  ###"""
  // a comment
  let a = 1 /* inline */ + 2
  /* multi
     /* nested */
     line */
  /// doc comment
  func f() -> Int { 3 } // trailing
  print(a, f()) // done
  """###,
  ###"""
  let n = 3, x = 3.0
  print(Double(n) == x, n == 3, x == 3, x >= 2, 2.5 < x, 3 == x, Double(n) / 2, n / 2, x / 2, Int(x) / 2)
  """###,
  ###"""
  let truth = [0, 1, 2, 1, 0, 2], guess = [0, 2, 2, 1, 0, 1]
  var m = [[Int]](repeating: [Int](repeating: 0, count: 3), count: 3)
  for (t, g) in zip(truth, guess) { m[t][g] += 1 }
  for row in m { print(row.map(String.init).joined(separator: " ")) }
  print(Double((0..<3).map { m[$0][$0] }.reduce(0, +)) / Double(truth.count))
  let best = m.enumerated().map { ($0.offset, $0.element.max()!) }; print(best)
  """###,
  ###"""
  let xs = [1.0, 2, 3, 4, 5], ys = [2.0, 4, 5, 4, 5]
  func mean(_ v: [Double]) -> Double { v.reduce(0, +) / Double(v.count) }
  func cov(_ a: [Double], _ b: [Double]) -> Double { let ma = mean(a), mb = mean(b); return zip(a, b).map { ($0 - ma) * ($1 - mb) }.reduce(0, +) / Double(a.count - 1) }
  let r = cov(xs, ys) / (cov(xs, xs) * cov(ys, ys)).squareRoot()
  print(r, cov(xs, ys) / cov(xs, xs))
  let ranks = ys.map { y in Double(ys.filter { $0 < y }.count) + Double(ys.filter { $0 == y }.count + 1) / 2 }; print(ranks)
  """###,
  ###"""
  func add(_ a: Int) -> (Int) -> (Int) -> Int { { b in { c in a + b + c } } }
  print(add(1)(2)(3))
  let partial = add(10)(20); print(partial(30), [1, 2].map(add(0)(5)))
  """###,
  ###"""
  var n = 0
  func tick() -> Int { n += 1; return n }
  func f(_ a: Int = tick(), _ b: Int = tick()) -> [Int] { [a, b] }
  print(f(), f(10), f(), n)
  """###,
  ###"""
  func f(_ n: Int) { if n > 0 { defer { print("inner") }; print("in", n) }; defer { print("outer") }; print("end") }
  f(1); f(0)
  var log: [String] = []
  for i in 0..<2 { defer { log.append("d\(i)") }; if i == 0 { continue }; log.append("b") }
  print(log)
  """###,
  ###"""
  func f() -> Int { var n = 1; defer { n = 100; print("n", n) }; return n }
  print(f())
  func g() -> [Int] { var a = [1]; defer { a.append(2); print(a) }; a.append(0); return a }
  print(g())
  """###,
  ###"""
  _ = [1, 2].map { $0 }
  _ = 5
  let _ = "x"
  for _ in 0..<2 { print("tick") }
  let (_, b, _) = (1, 2, 3); print(b)
  func f(_: Int, _ x: Int) -> Int { x }
  print(f(1, 2), [1, 2].map { _ in 0 })
  """###,
  ###"""
  print((7.5).rounded(), (-7.5).rounded(), (0.5).rounded(.toNearestOrEven), 2.0.squareRoot(), 9.99.rounded(.towardZero), 5.5.truncatingRemainder(dividingBy: 2), (-1.5).magnitude, 3.0.isNaN, (0.0/0).isNaN, 1.0.isEqual(to: 1), Double.minimum(1, 2), Double.maximum(1, .nan))
  """###,
  ###"""
  print(1.0, 1e10, 123456789012.5, 1e15, 9007199254740992.0, 1e16, 1.5e16, 1e17, 1e-4, 0.00012, 1e-5, 1.25e-7, 1e100, 1.0e-300)
  print(0.1, 0.2, 0.3, 0.1 + 0.2, 1.1 * 1.1, 2.0 / 3, 1e23, 4.35, 2.675, 5e-324, 1.7976931348623157e308)
  print(100.0, 1000000.0, 12345678.9, -0.0, -1e-10, Double(1 << 53), Double(Int.max), Double(Int.min))
  """###,
  ###"""
  let losses = [1.0, 0.8, 0.7, 0.72, 0.71, 0.73, 0.5]
  var best = Double.infinity, wait = 0, stopped: Int? = nil
  for (epoch, loss) in losses.enumerated() {
    if loss < best { best = loss; wait = 0 } else { wait += 1 }
    if wait >= 3 { stopped = epoch; break }
  }
  print(best, stopped.map { "stopped at \($0)" } ?? "ran through")
  """###,
  ###"""
  let a: [Int] = [], s = "", d: [String: Int] = [:]
  print(a.isEmpty, a.first as Any, a.max() as Any, a.reduce(0, +), a.map { $0 * 2 }, a.sorted(), a.dropFirst(), a.prefix(3), a.reversed().count, a.firstIndex(of: 1) as Any, a.allSatisfy { $0 > 0 }, a.contains(1))
  print(s.isEmpty, s.first as Any, s.count, s.split(separator: ","), s.reversed().count, d.isEmpty, d.keys.sorted(), d.values.max() as Any, d["x"] as Any, [String]().joined(separator: ","))
  for _ in a { print("never") }
  for _ in 0..<0 { print("never") }
  """###,
  ###"""
  enum E: Equatable { case a, b(Int), c(x: Int, y: String) }
  print(E.a == .a, E.b(1) == .b(1), E.b(1) == .b(2), E.c(x: 1, y: "a") == .c(x: 1, y: "a"), E.a != .b(0))
  let es: [E] = [.a, .b(1), .c(x: 2, y: "q")]
  print(es.firstIndex(of: .b(1))!, es.contains(.c(x: 2, y: "q")), es.filter { if case .b = $0 { return true }; return false }.count)
  """###,
  ###"""
  enum E { case plain, one(Int), two(a: Int, b: String), opt(Int?), nested([Int]) }
  print(E.plain, E.one(1), E.two(a: 1, b: "x"))
  print(E.opt(nil), E.opt(3), E.nested([1, 2]), "\(E.one(2))")
  print(String(describing: E.plain), "\(E.two(a: 0, b: ""))")
  """###,
  ###"""
  enum A: Int { case a, b = 5, c, d = 10, e }
  enum B: String, CaseIterable { case first, second = "2nd", third }
  print([A.a, .b, .c, .d, .e].map(\.rawValue), B.allCases.map(\.rawValue), B(rawValue: "2nd")!, B(rawValue: "second") as Any, A(rawValue: 6)!)
  """###,
  ###"""
  enum Mode { case train, test(Int); static func fallback() -> Mode { .test(9) } }
  func run(_ m: Mode = .train, verbose: Bool = false) -> String { if case .test(let n) = m { return "test \(n)" }; return "train\(verbose ? "!" : "")" }
  print(run(), run(.test(3)), run(verbose: true), run(.fallback()), run(true ? .train : .test(1)))
  let modes: [Mode] = [.train, .test(1)]; print(modes.map { run($0) }, ["a": Mode.test(2)].mapValues { run($0) }["a"]!)
  """###,
  ###"""
  func t(_ s: String, _ v: Int) -> Int { print(s, terminator: " "); return v }
  let r = t("a", 1) + t("b", 2) * t("c", 3)
  print(r)
  var a = [0, 0, 0]
  a[t("i", 1)] = t("v", 5)
  a[t("j", 0)] += t("w", 6)
  print(a, (t("x", 1), t("y", 2)), [t("p", 1), t("q", 2)])
  print(t("l", 0) > 0 && t("m", 1) > 0, t("n", 1) > 0 || t("o", 1) > 0)
  let o: Int? = 3; print(o ?? t("never", 9))
  """###,
  ###"""
  var results: [(rate: Double, width: Int, loss: Double)] = []
  for rate in [0.1, 0.01] { for width in [10, 20] { results.append((rate, width, rate * Double(width))) } }
  let best = results.min { $0.loss < $1.loss }!
  print(best, results.filter { $0.width == 20 }.map(\.loss), best.rate)
  let byWidth = Dictionary(grouping: results) { $0.width }.mapValues { $0.map(\.loss).min()! }
  for w in byWidth.keys.sorted() { print(w, byWidth[w]!) }
  """###,
  ###"""
  let people = [("ann", 30, true), ("bob", 17, false), ("cyd", 45, true)]
  print(people.filter { $0.1 >= 18 && $0.2 }.map { $0.0.uppercased() }.joined(separator: "/"), people.filter { !$0.2 }.count, people.map { $0.1 }.filter { $0 > 20 }.reduce(0, +))
  print((1...20).filter { $0 % 3 == 0 }.map { $0 * $0 }.filter { $0 % 2 == 1 }.reduce(0, +))
  """###,
  ###"""
  let f: Float = 0.1
  print(f, f * 3, Float(1) / 3, Float(1e10), Float(1e16), Float(123456789), Float(16777216), Float(0.1) == 0.1, Double(f), Float(1e-5), Float(1.0), -f)
  print([f, 2], f + 1, Float(2).squareRoot(), Float.infinity, Float(1) / 0)
  """###,
  ###"""
  func min(_ a: Int, _ b: Int) -> Int { a < b ? a : b }
  print(min(3, 2))
  let max = 5; print(max)
  func count(_ s: String) -> Int { s.count }
  print(count("abc"))
  """###,
  ###"""
  func solve(_ a: [[Double]], _ b: [Double]) -> [Double] {
    var m = zip(a, b).map { $0 + [$1] }
    let n = b.count
    for i in 0..<n {
      let p = (i..<n).max { abs(m[$0][i]) < abs(m[$1][i]) }!
      m.swapAt(i, p)
      for r in (i + 1)..<n { let k = m[r][i] / m[i][i]; for c in i...n { m[r][c] -= k * m[i][c] } }
    }
    var x = [Double](repeating: 0, count: n)
    for i in stride(from: n - 1, through: 0, by: -1) { x[i] = (m[i][n] - ((i + 1)..<n).reduce(0) { $0 + m[i][$1] * x[$1] }) / m[i][i] }
    return x
  }
  print(solve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3]).map { $0.rounded() })
  """###,
  ###"""
  let f = { (x: [Double]) in x[0] * x[0] + 3 * x[0] * x[1] }
  func grad(_ f: ([Double]) -> Double, at x: [Double], h: Double = 1e-4) -> [Double] { x.indices.map { i in var p = x, m = x; p[i] += h; m[i] -= h; return (f(p) - f(m)) / (2 * h) } }
  print(grad(f, at: [1, 2]).map { ($0 * 1e4).rounded() / 1e4 })
  """###,
  ###"""
  var seen: [Int] = []
  for s in ["1", "x", "3", "", "5"] { guard let n = Int(s) else { continue }; guard n < 5 else { break }; seen.append(n) }
  print(seen)
  """###,
  ###"""
  let r: Double = .pi, i: Int = .max, x: Double = .infinity
  print(r > 3, i, x, max(.pi, 3.0), [0.5, .pi][1] > 3, Double.pi.rounded(), (-Double.infinity).isInfinite)
  var best: Double = .infinity; best = min(best, 3); print(best)
  let o: Double? = .pi; print(o! > 3, o == .pi)
  """###,
  ###"""
  for s in ["12", "-3", "+4", "1_000", "0x1F", "1.5", " 2", "", "9223372036854775807", "9223372036854775808", "１"] { print(Int(s) as Any, terminator: " ") }
  print()
  for s in ["1", "1.5", "-2e3", "1e400", "nan", "inf", "0x1p3", "1,5", " 1", "1 ", ".", "-", "1e", "Infinity", "5."] { print(Double(s) as Any, terminator: " ") }
  print()
  """###,
  ###"""
  func a(x: Int, _ y: Int, at z: Int) -> Int { x * 100 + y * 10 + z }
  print(a(x: 1, 2, at: 3))
  func b(for name: String, in list: [String], where ok: Bool = true) -> Int { ok ? list.filter { $0 == name }.count : -1 }
  print(b(for: "a", in: ["a", "b", "a"]), b(for: "a", in: [], where: false))
  """###,
  ###"""
  let a: Int, b: String
  if 3 > 2 { a = 1; b = "x" } else { a = 2; b = "y" }
  print(a, b)
  let c: Double
  switch a { case 1: c = 1; default: c = 2 }
  print(c)
  var d: Int
  d = 5; d += 1; print(d)
  """###,
  ###"""
  var g = Set([[1, 2], [2, 2], [3, 2]])
  func neighbours(_ c: [Int]) -> [[Int]] { (-1...1).flatMap { dx in (-1...1).compactMap { dy in dx == 0 && dy == 0 ? nil : [c[0] + dx, c[1] + dy] } } }
  func step(_ g: Set<[Int]>) -> Set<[Int]> {
    var n: [[Int]: Int] = [:]
    for c in g { for k in neighbours(c) { n[k, default: 0] += 1 } }
    return Set(n.filter { $0.value == 3 || ($0.value == 2 && g.contains($0.key)) }.map { $0.key })
  }
  g = step(g); print(g.map { "\($0)" }.sorted()); g = step(g); print(g.map { "\($0)" }.sorted())
  """###,
  ###"""
  var xs = [1, 2, 3]
  for var x in xs { x *= 10; print(x, terminator: " ") }
  print(xs)
  for x in xs { xs.removeAll(); print(x, terminator: " ") }
  print(xs)
  """###,
  ###"""
  print([1, 2].map { ($0, $0 * $0) }, [1, 2].map { [$0] }, ["a", "b"].map { s in s + s }, [1, 2].map { Double($0) / 2 }, [(1, 2), (3, 4)].map { $0.0 + $0.1 }, [(1, 2)].map { a, b in a * b }, [(1, 2), (3, 4)].map(+).count)
  print(["x": 1].map { "\($0)=\($1)" }, ["x": 1].map { $0.key }, ["x": 2].mapValues { $0 * $0 }, [1, 2, 3].map { $0 % 2 == 0 ? "e" : "o" }, zip([1, 2], [3, 4]).map { $0 * $1 })
  let f: (Int) -> String = { "#\($0)" }; print([1, 2].map(f), Optional(3).map(f)!)
  """###,
  ###"""
  print(sqrt(2.0), pow(2.0, 0.5), exp(0.0), log(1.0), sin(Double.pi), cos(Double.pi), floor(2.7), ceil(2.1), round(-2.5), abs(-2.0), fabs(-1.5), log2(10.0), atan(1.0), asin(1.0), acos(0.0), sinh(1.0), cosh(1.0), tanh(1.0), fmin(1.0, 2.0), trunc(2.9))
  """###,
  ###"""
  let a: [[Double]] = [[2, 1], [1, 3]]
  let det = a[0][0] * a[1][1] - a[0][1] * a[1][0]
  let inv = [[a[1][1] / det, -a[0][1] / det], [-a[1][0] / det, a[0][0] / det]]
  let prod = a.map { r in (0..<2).map { j in (0..<2).reduce(0.0) { $0 + r[$1] * inv[$1][j] } } }
  print(det, inv, prod.map { $0.map { ($0 * 1e6).rounded() / 1e6 } })
  let v = [1.0, 2]; print(a.map { zip($0, v).map(*).reduce(0, +) })
  """###,
  ###"""
  var memo: [Int: Int] = [:]
  func fib(_ n: Int) -> Int { if n < 2 { return n }; if let m = memo[n] { return m }; let v = fib(n - 1) + fib(n - 2); memo[n] = v; return v }
  print(fib(80), memo.count)
  func memoize(_ f: @escaping (Int) -> Int) -> (Int) -> Int { var cache: [Int: Int] = [:]; return { n in if let c = cache[n] { return c }; let v = f(n); cache[n] = v; return v } }
  var calls = 0
  let sq = memoize { calls += 1; return $0 * $0 }
  print(sq(4), sq(4), sq(5), calls)
  """###,
  ###"""
  let a = [("a", 1), ("b", 0), ("c", 0), ("d", 1)]
  print(a.min { $0.1 < $1.1 }!.0, a.max { $0.1 < $1.1 }!.0, a.firstIndex { $0.1 == 0 }!, a.lastIndex { $0.1 == 0 }!)
  print([1.0, 1, 2, 2].enumerated().max { $0.element < $1.element }!.offset, ["bb", "aa"].min { $0.count < $1.count }!)
  """###,
  ###"""
  struct P { var x = 0; var q: [Int]? = nil }
  var p: P? = P()
  p?.x += 2; p?.q?.append(1); p?.q = [1]; p?.q?.append(2); p!.q![0] = 9
  print(p!.x, p!.q!)
  var ps = [P(), P()]
  ps[0].q = []; ps[0].q?.append(4); ps[1].q?.append(5); ps[1].x -= 1
  print(ps[0].q!, ps[1].q == nil, ps[1].x)
  """###,
  ###"""
  func outer() -> [Int] {
    var log: [Int] = []
    func add(_ n: Int) { log.append(n); if n > 0 { add(n - 1) } }
    add(2)
    let more = { (n: Int) in add(n * 10 - n * 10); log.append(n) }
    more(7)
    return log
  }
  print(outer())
  """###,
  ###"""
  var handler: ((Int) -> Int)? = nil
  print(handler?(3) as Any)
  handler = { $0 * 2 }
  print(handler?(3) as Any, handler!(4))
  let fs: [String: (Int) -> Int] = ["neg": { -$0 }]
  print(fs["neg"]?(5) ?? 0, fs["x"]?(5) ?? 0)
  """###,
  ###"""
  let a: Int? = 1, b: String? = "s", c: [Int]? = [1], d: Int? = nil, e: Double? = 2
  print(a as Any, b as Any, c as Any, d as Any, e as Any)
  print([a, nil], ["x": b], (a, d), [c])
  print("\(a as Any) \(b as Any) \(String(describing: d))")
  let n: Int?? = .some(nil); print(n as Any)
  """###,
  ###"""
  func percentile(_ xs: [Double], _ p: Double) -> Double { let s = xs.sorted(); let k = p / 100 * Double(s.count - 1); let lo = Int(k.rounded(.down)), hi = Int(k.rounded(.up)); return s[lo] + (s[hi] - s[lo]) * (k - Double(lo)) }
  print([0, 25, 50, 90, 100].map { percentile([15, 20, 35, 40, 50], $0) })
  """###,
  ###"""
  func perms(_ xs: [Int]) -> [[Int]] { xs.isEmpty ? [[]] : xs.indices.flatMap { i -> [[Int]] in var rest = xs; let x = rest.remove(at: i); return perms(rest).map { [x] + $0 } } }
  print(perms([1, 2, 3]), perms([]).count)
  func subsets(_ xs: [Int]) -> [[Int]] { xs.reduce([[]]) { acc, x in acc + acc.map { $0 + [x] } } }
  print(subsets([1, 2, 3]))
  """###,
  ###"""
  print()
  print("a", "b", separator: "")
  print("x", terminator: "")
  print("y", terminator: "\n\n")
  print(1, 2.5, "s", true, [1], (1, 2), separator: " | ")
  print("", "", separator: "-")
  print([] as [Int], [:] as [String: Int], "" as String, [""], [[]] as [[Int]])
  """###,
  ###"""
  func f(_ x: Int) -> Int { print("f\(x)"); return x }
  print(f(1), f(2))
  let s = "\(f(3)) \(f(4))"
  print(s)
  let d = [f(5): f(6)]; print(d)
  """###,
  ###"""
  func queens(_ n: Int) -> Int {
    var cols: [Int] = [], found = 0
    func safe(_ c: Int) -> Bool { for (r, k) in cols.enumerated() where k == c || abs(k - c) == cols.count - r { return false }; return true }
    func place() { if cols.count == n { found += 1; return }; for c in 0..<n where safe(c) { cols.append(c); place(); cols.removeLast() } }
    place()
    return found
  }
  print(queens(5), queens(6))
  """###,
  ###"""
  struct Tree { var v: Int; var kids: [Tree] = []
    var depth: Int { 1 + (kids.map(\.depth).max() ?? 0) }
    func sum() -> Int { kids.reduce(v) { $0 + $1.sum() } }
    mutating func double() { v *= 2; for i in kids.indices { kids[i].double() } }
    func flat() -> [Int] { [v] + kids.flatMap { $0.flat() } }
  }
  var t = Tree(v: 1, kids: [Tree(v: 2, kids: [Tree(v: 3)]), Tree(v: 4)])
  print(t.depth, t.sum(), t.flat()); let u = t; t.double(); print(t.flat(), u.flat())
  """###,
  ###"""
  print([1, 2, 3].reduce(0) { acc, x in acc + x * x }, [[1], [2, 3]].reduce([], +), ["a": 1, "b": 2].reduce(0) { $0 + $1.value }, [1, 2, 3].reduce("") { "\($0)\($1)" })
  print([3, 1, 2].reduce(Int.min, max), [1.5, 2].reduce(0, +), [1, 2].reduce(0.5) { $0 + Double($1) }, [true, false].reduce(true) { $0 && $1 })
  let (lo, hi) = [3, 9, 1].reduce((Int.max, Int.min)) { (min($0.0, $1), max($0.1, $1)) }
  print(lo, hi)
  """###,
  ###"""
  func f(_ n: Int) { if n > 1 { return }; print("small") }
  f(1); f(2)
  func g() -> Void { }
  let u: () = g(); print(u)
  let h: (Int) -> Void = { _ in }
  h(3)
  func k() -> () { return () }
  k()
  """###,
  ###"""
  func rle(_ s: String) -> String { var out = "", prev: Character? = nil, n = 0; for c in s { if c == prev { n += 1 } else { if let p = prev { out += "\(n)\(p)" }; prev = c; n = 1 } }; if let p = prev { out += "\(n)\(p)" }; return out }
  print(rle("aaabccd"), rle(""), rle("z"))
  """###,
  ###"""
  func cosine(_ step: Int, of total: Int, from hi: Double = 0.1, to lo: Double = 0) -> Double { lo + (hi - lo) * (1 + cos(.pi * Double(step) / Double(total))) / 2 }
  print((0...4).map { (cosine($0, of: 4) * 1e4).rounded() / 1e4 })
  let sparsity = (1...5).map { 1 - pow(0.8, Double($0)) }.map { ($0 * 1000).rounded() / 1000 }; print(sparsity)
  """###,
  ###"""
  let x = 1
  do { let x = 2; print(x); do { let x = "three"; print(x) }; print(x) }
  if x == 1 { let x = x + 10; print(x) }
  for x in 5...5 { print(x) }
  let f = { (x: Int) -> Int in let x = x * 2; return x }
  print(f(4), x)
  func g(_ x: Int) -> Int { var x = x; x += 1; return x }
  print(g(7), x)
  """###,
  ###"""
  var calls = 0
  func yes() -> Bool { calls += 1; return true }
  func no() -> Bool { calls += 1; return false }
  print(yes() || no(), calls, no() && yes(), calls, !no() && yes(), calls)
  if no(), yes() { print("never") }
  print(calls)
  if let x = Int("5"), yes(), x > 4, no() || yes() { print("ok", calls) }
  """###,
  ###"""
  let a = [("b", 1), ("a", 2), ("c", 1), ("d", 2), ("e", 1)]
  print(a.sorted { $0.1 < $1.1 }.map(\.0), a.sorted { $0.1 > $1.1 }.map(\.0))
  var b = a; b.sort { $0.1 < $1.1 }; print(b.map { $0.0 })
  print([3, 1, 2].sorted(), ["b", "C", "a"].sorted(), [0.5, -1, 3].sorted(by: >), [true, false].map { $0 ? 1 : 0 }.sorted())
  """###,
  ###"""
  print(Array(stride(from: 0, to: 10, by: 3)), Array(stride(from: 0, through: 9, by: 3)), Array(stride(from: 3, to: 0, by: -1)), Array(stride(from: 0, to: -1, by: 1)))
  print(Array(stride(from: 0.0, through: 0.3, by: 0.1)), Array(stride(from: 1.0, to: 0.0, by: -0.3)), stride(from: 0, to: 100, by: 10).map { $0 / 10 }, Array(stride(from: 0.0, to: 1.0, by: 0.1)).count)
  for (i, x) in stride(from: 0, to: 1, by: 0.5).enumerated() { print(i, x) }
  """###,
  ###"""
  print("Straße".uppercased(), "ÀÉ".lowercased(), "abcÑ".uppercased(), "ΑΣ".lowercased(), "ﬁ".uppercased())
  """###,
  ###"""
  print(String(1), String(1.0), String(true), String([1, 2].count), String("abc".reversed()), String(["a", "b"] as [Character]), String(describing: (1, 2)), String(3.0 as Float), String(repeating: "ab", count: 0) == "", String("a" as Character), String(1e20), String(Int.min))
  print("\(1)\(2.0)\(true)\("s")\([1])\((1, 2))\(1...2)", 1.description, 2.5.description, true.description, [1].description, "s".description)
  """###,
  ###"""
  print(["b", "a", "C", "A", "é", "z", "1", "_", "Z", ""].sorted(), "a" < "á", "abc" < "abd", "Z" < "a", "" < "a", max("x", "yy"), "e\u{301}" == "é", "ß" < "s", "10" < "2")
  """###,
  ###"""
  print("a\"b", ["a\"b", "c\\d", "t\tn\nr\r0\0", "é", "👍", "\u{200D}"])
  print(["it's"], ("s", "'"), ["k": "v\n"], Optional("x\"y") as Any == nil)
  """###,
  ###"""
  struct S { var n = 0; var xs: [Int] = []; mutating func add(_ x: Int) { n += 1; xs.append(x) } }
  var d: [String: S] = [:]
  d["a", default: S()].add(5); d["a", default: S()].add(6); d["b", default: S()].n += 4
  d["a"]?.add(7); d["z"]?.add(1)
  print(d["a"]!.xs, d["a"]!.n, d["b"]!.n, d["z"] == nil)
  """###,
  ###"""
  struct A { var a: Int = { print("default a"); return 1 }(); var b: Int = 2; init(b: Int) { print("init"); self.b = b } }
  print(A(b: 5))
  """###,
  ###"""
  struct In { var s = "q"; var c: Character = "z" }
  struct Out { var a = 1; var b = 2.0; var c = "s"; var d = [1.5]; var e: Int? = nil; var f: String? = "o"; var h = true; var t = (1, "x") }
  print(Out(), In())
  print("\(In())")
  struct Empty {}
  print(Empty(), String(describing: Empty()))
  """###,
  ###"""
  struct Tensor2 { var v: [Double]; static func zeros(_ n: Int) -> Tensor2 { Tensor2(v: [Double](repeating: 0, count: n)) }; static func of(_ v: [Double]) -> Tensor2 { .init(v: v) }; var mean: Double { v.reduce(0, +) / Double(v.count) } }
  let t: Tensor2 = .of([1, 2]); print(t.mean, Tensor2.zeros(2).v)
  func f(_ t: Tensor2) -> Double { t.mean }
  print(f(.zeros(3)), f(.init(v: [5])))
  """###,
  ###"""
  let s = "hello world"
  let p = s.prefix(5), q = s.dropFirst(6)
  print(p, q, p + "!", String(p) + String(q), p == "hello", p.count, q.first!, p.uppercased(), [p, q], p.hasPrefix("he"), "\(p)-\(q)", p.reversed().count, p < q)
  let words = s.split(separator: " "); print(words[0].count, words.map(String.init), words.joined(separator: "+"), Int("42 7".split(separator: " ")[1])!, words.contains("world"), words == ["hello", "world"])
  """###,
  ###"""
  var a = [1, 2, 3]
  (a[0], a[2]) = (a[2], a[0]); print(a)
  var (x, y, z) = (1, 2, 3)
  (x, y, z) = (y, z, x); print(x, y, z)
  var t = (1, (2, 3)); t.1.0 = 9; print(t)
  let (p, (q, r)) = t; print(p + q + r)
  """###,
  ###"""
  let x = 2.5
  switch x { case 2.5: print("2.5"); default: print("other") }
  switch "abc" { case "a"..."b": print("a to b"); case "abc": print("abc"); default: print("none") }
  switch true { case x > 3: print("gt3"); case x > 2: print("gt2"); default: print("le2") }
  """###,
  ###"""
  var n = 0
  for c in [1, 2, 3] { switch c { case 1: n += 1; case 2: break; case let k where k > 2: n += 10; default: n += 100 } }
  print(n)
  switch 5 { case 1, 3, 5, 7: print("odd"); case 0...10 where n > 0: print("in"); default: print("?") }
  switch (n, "x") { case (..<(-1), _) where n < 0: print("neg"); case (_, "x"): print("x"); default: break }
  """###,
  ###"""
  let r = (name: "a", value: 5)
  switch r { case (name: "b", value: _): print("b"); case (name: "a", value: let v): print(v); default: print("none") }
  switch r { case let (n, v) where v > 3: print(n, v); default: break }
  switch r { case (let name, 5): print(name); default: break }
  """###,
  ###"""
  let rows = [("mlp", 0.981, 266610), ("lenet5", 0.992, 61706)]
  func pad(_ s: String, _ n: Int) -> String { s + String(repeating: " ", count: max(0, n - s.count)) }
  func fixed(_ x: Double, _ digits: Int) -> String { let k = pow(10.0, Double(digits)); let n = Int((x * k).rounded()); let s = String(n); let p = String(repeating: "0", count: max(0, digits + 1 - s.count)) + s; return String(p.dropLast(digits)) + "." + String(p.suffix(digits)) }
  for (n, a, k) in rows { print(pad(n, 8) + "| " + fixed(a * 100, 1) + "% | \(k)") }
  print(fixed(0.05, 2), fixed(12.3456, 3))
  """###,
  ###"""
  func grade(_ x: Int) -> String { x >= 90 ? "A" : x >= 80 ? "B" : x >= 70 ? "C" : "F" }
  print([95, 85, 75, 5].map(grade))
  let a = 5
  print(a > 3 ? "x\(a > 4 ? "y" : "z")" : "w", (a % 2 == 0 ? "even" : "odd") + "!", [a > 0 ? 1 : 0, a < 0 ? 1 : 0])
  """###,
  ###"""
  print((1, 2) < (1, 3), (1, "b") == (1, "b"), (2, 0) > (1, 9), (1, 2, 3) <= (1, 2, 3), ("a", 1) != ("a", 2), ((1, 2), 3).0 == (1, 2))
  let pts = [(2, 1), (1, 5), (1, 2)]
  print(pts.sorted(by: <), pts.min(by: <)!, pts.max { $0 < $1 }!, pts.contains { $0 == (1, 5) })
  """###,
  ###"""
  print((1, 2), (a: 1, b: "x"), ("a", ("b", 1.0)), (x: (y: 1, z: nil as Int?), w: [1]))
  let t: (Int, String?) = (1, nil); print(t)
  print([(1, "a")], ["k": (1, 2)], (1...2, 3..<5), ((), 1))
  """###,
  ###"""
  typealias Point = (x: Double, y: Double)
  func norm(_ p: Point) -> Double { (p.x * p.x + p.y * p.y).squareRoot() }
  print(norm((3, 4)), norm((x: 6, y: 8)))
  typealias Table = [String: [Int]]
  var t: Table = [:]; t["a", default: []].append(1); print(t)
  """###,
  ###"""
  let π = 3.14159, größe = 2.0, α1 = 1.0
  print(π * größe + α1)
  let `in` = 5, `class` = "c"
  print(`in`, `class`)
  func naïve(_ é: Int) -> Int { é + 1 }
  print(naïve(1))
  """###,
  ###"""
  let double = 2.0, int = 3, string = "s", array = [1], set = Set([1]), range = 1...2, index = 0, value = 1, key = "k", error = "e", type = 1, print2 = 4
  print(double, int, string, array, set, range, index, value, key, error, type, print2)
  """###,
  ###"""
  var out: [() -> Int] = []
  var i = 0
  while i < 3 { let j = i * i; out.append { j + i }; i += 1 }
  print(out.map { $0() })
  """###,
  ###"""
  func bucket(_ x: Double) -> String {
    switch x {
    case ..<0: "neg"
    case 0..<0.5: "low"
    case 0.5...1: "high"
    case 1...: "over"
    default: "nan"
    }
  }
  print([-1, 0, 0.25, 0.5, 1, 1.5, .nan].map(bucket))
  """###,
  ###"""
  do {
    let a = 1
    print(a)
  }
  let a = 2
  print(a)
  check: do {
    if a == 2 { print("leave"); break check }
    print("not here")
  }
  print("after")
  """###,
  ###"""
  enum Mode { case fast, slow }
  let m: Mode? = .slow
  switch m {
  case .fast?: print("fast")
  case .slow?: print("slow")
  case nil: print("none")
  }
  if m == .slow { print("is slow") }
  switch m { case .fast: print(1); case .slow: print(2); case .none: print(3) }
  """###,
  ###"""
  func grade(_ n: Int) {
    switch n {
    case 3: print("three"); fallthrough
    case 2: print("two"); fallthrough
    case 1: print("one")
    default: print("other")
    }
  }
  grade(3); grade(2); grade(1); grade(0)
  """###,
  ###"""
  let rows = [("a", (1, 2)), ("b", (3, 4))]
  for (name, (x, y)) in rows { print(name, x + y) }
  for (_, (x, _)) in rows { print(x) }
  """###,
  ###"""
  func parse(_ s: String) -> String {
    guard let eq = s.firstIndex(of: "="), eq != s.startIndex else { return "bad" }
    let key = s[..<eq], value = s[s.index(after: eq)...]
    guard let n = Int(value), n >= 0, n < 100 else { return "\(key)?" }
    return "\(key):\(n)"
  }
  print(parse("a=5"), parse("=5"), parse("b=x"), parse("c=100"), parse("nothing"))
  """###,
  ###"""
  let n = 7
  let kind = if n < 5 { "low" } else if n < 10 { "mid" } else { "high" }
  print(kind)
  let v: Double = if n > 3 { 1 } else { 0.5 }
  print(v)
  func sign(_ x: Int) -> Int { if x < 0 { -1 } else if x > 0 { 1 } else { 0 } }
  print(sign(-4), sign(0), sign(9))
  """###,
  ###"""
  let values: [Any] = [1, 2.5, "s", true, [1, 2], (1, 2)]
  for v in values {
    switch v {
    case let n as Int: print("int", n)
    case is Double: print("double")
    case let s as String where s.count > 3: print("long", s)
    case let s as String: print("string", s)
    case let a as [Int]: print("array", a.count)
    case is Bool: print("bool")
    default: print("else")
    }
  }
  """###,
  ###"""
  let n = 3
  test: if n > 2 {
    if n == 3 { break test }
    print("no")
  }
  print("done")
  """###,
  ###"""
  var i = 0
  outer: while true {
    i += 1
    var j = 0
    repeat {
      j += 1
      if j == 3 { continue outer }
      if i == 4 { break outer }
    } while j < 10
  }
  print(i)
  """###,
  ###"""
  for i in 0..<3 {
    defer { print("end", i) }
    if i == 1 { continue }
    print("body", i)
  }
  """###,
  ###"""
  enum Inner { case a(Int), b(String) }
  enum Outer { case one(Inner), two(Inner, Inner), none }
  let all: [Outer] = [.one(.a(1)), .one(.b("x")), .two(.a(2), .b("y")), .two(.b("p"), .b("q")), .none]
  for o in all {
    switch o {
    case .one(.a(let n)): print("one a", n)
    case .one(.b(let s)): print("one b", s)
    case .two(.a(let n), .b(let s)): print("two", n, s)
    case .two: print("other two")
    case .none: print("none")
    }
  }
  """###,
  ###"""
  for n in [-5, 0, 3, 12] {
    switch n {
    case ..<0: print(n, "negative")
    case 0: print(n, "zero")
    case ...9: print(n, "small")
    case 10...: print(n, "large")
    default: print("never")
    }
  }
  """###,
  ###"""
  let xs: [Int?] = [1, nil, 3, nil, 5]
  for case let x? in xs { print(x, terminator: " ") }
  print()
  for case let x? in xs where x > 1 { print(x, terminator: " ") }
  print()
  for x in xs { switch x { case nil: print("-", terminator: ""); case 3: print("three", terminator: ""); case let v?: print(v, terminator: "") } }
  print()
  """###,
  ###"""
  var x = 100.0, steps = 0
  repeat { x /= 3; steps += 1 } while x > 1
  print(steps, x)
  """###,
  ###"""
  enum Event { case key(Int, String), mouse(Int, Int), tick }
  func describe(_ e: Event) -> String {
    switch e {
    case .key(let n, _), .mouse(let n, _): return "n=\(n)"
    case .tick: return "tick"
    }
  }
  print(describe(.key(1, "a")), describe(.mouse(7, 8)), describe(.tick))
  """###,
  ###"""
  func ext(_ name: String) -> String {
    switch name.split(separator: ".").last.map(String.init) {
    case "npz"?, "npy"?: return "numpy"
    case let e? where e.count == 3: return "three " + e
    case let e?: return e
    case nil: return "none"
    }
  }
  print(ext("a.npz"), ext("b.csv"), ext("c.jpeg"), ext(""))
  """###,
  ###"""
  let s = "b"
  let code = switch s {
  case "a": 1
  case "b", "c": 2
  default: 3
  }
  print(code)
  """###,
  ###"""
  enum Axis { case x, y, z }
  func unit(_ a: Axis) -> [Int] {
    switch a {
    case .x: [1, 0, 0]
    case .y: [0, 1, 0]
    case .z: [0, 0, 1]
    }
  }
  print(unit(.x), unit(.y), unit(.z))
  """###,
  ###"""
  loop: for n in 1...10 {
    switch n {
    case 2, 4: continue loop
    case 7: break loop
    case let k where k.isMultiple(of: 3): print("three", k)
    default: break
    }
    print(n)
  }
  """###,
  ###"""
  let points = [(0, 0), (3, 0), (0, -2), (1, 1), (-1, 1), (4, 9)]
  for p in points {
    switch p {
    case (0, 0): print("origin")
    case (_, 0): print("x axis at", p.0)
    case (0, let y): print("y axis at", y)
    case let (x, y) where x == y: print("diagonal", x)
    case let (x, y) where x == -y: print("anti", x)
    case (-5...5, let y): print("inside", y)
    default: print("out")
    }
  }
  """###,
  ###"""
  for (i, w) in ["alpha", "beta", "gamma"].enumerated() where i != 1 {
    guard w.hasSuffix("a") else { continue }
    print(i, w)
  }
  """###,
  ###"""
  var stack = [1, 2, 3]
  while let top = stack.popLast() { print(top, terminator: " ") }
  print(stack.isEmpty)
  var it = [10, 20, 30].makeIterator()
  while let x = it.next(), x < 30 { print(x) }
  """###,
  ###"""
  let counts = "mississippi".reduce(into: [Character: Int]()) { $0[$1, default: 0] += 1 }
  print(counts["s"]!, counts.keys.sorted(), counts.values.max()!)
  let (sum, n) = [1.0, 2, 6].reduce((0.0, 0)) { ($0.0 + $1, $0.1 + 1) }; print(sum / Double(n))
  let evens = (1...6).reduce(into: []) { (acc: inout [Int], x) in if x % 2 == 0 { acc.append(x) } }
  print(evens)
  """###,
  ###"""
  let a = [10, 20, 30, 40, 50]
  let s = a[1...3]
  print(s, s.startIndex, s.endIndex, s[2], s.first!, s.indices, s.count, Array(s), s.firstIndex(of: 30)!, s.dropFirst().startIndex)
  var t = a[2...]; t[2] = 99; t.append(7); print(t, a)
  print(a[..<2], a[...2], a[3...], a[2..<2].isEmpty, a.prefix(upTo: 2), a.prefix(through: 2), a.suffix(from: 4))
  """###,
  ###"""
  let words = ["listen", "silent", "enlist", "google", "elgoog"]
  let groups = Dictionary(grouping: words) { String($0.sorted()) }
  for k in groups.keys.sorted() { print(k, groups[k]!) }
  """###,
  ###"""
  struct Account { let owner: String; private(set) var balance = 0.0; var log: [String] = []
    enum Problem: Error { case short(by: Double), invalid }
    mutating func add(_ x: Double) throws { guard x > 0 else { throw Problem.invalid }; balance += x; log.append("+\(x)") }
    mutating func take(_ x: Double) throws { guard x <= balance else { throw Problem.short(by: x - balance) }; balance -= x; log.append("-\(x)") } }
  var a = Account(owner: "ann")
  do { try a.add(10); try a.take(4); try a.take(40) } catch { print("problem", error) }
  print(a.balance, a.log, a.owner)
  """###,
  ###"""
  let data = [3.2, 1.1, 4.8, 2.2, 3.3, 3.9, 0.4]
  let edges = Array(stride(from: 0.0, through: 5, by: 1))
  for (lo, hi) in zip(edges, edges.dropFirst()) { let n = data.filter { $0 >= lo && $0 < hi }.count; print("[\(lo), \(hi))", String(repeating: "*", count: n)) }
  """###,
  ###"""
  for i in 0..<5 { defer { print("d\(i)", terminator: " ") }; if i == 1 { continue }; if i == 3 { break }; print("b\(i)", terminator: " ") }
  print()
  func find(_ xs: [Int]) -> Int? { for x in xs { defer { print("saw", x) }; if x > 1 { return x } }; return nil }
  print(find([1, 2, 3]) as Any)
  """###,
  ###"""
  let edges: [String: [(to: String, cost: Int)]] = ["a": [("b", 7), ("c", 3)], "c": [("b", 1), ("d", 8)], "b": [("d", 2)], "d": []]
  var dist = ["a": 0], done: Set<String> = []
  while let (node, d) = dist.filter({ !done.contains($0.key) }).min(by: { $0.value < $1.value }) { done.insert(node); for (to, cost) in edges[node] ?? [] { dist[to] = min(dist[to] ?? Int.max, d + cost) } }
  print(dist.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
  """###,
  ###"""
  enum State: String { case idle, running, done
    func next(_ input: Character) -> State { switch (self, input) { case (.idle, "s"): return .running; case (.running, "e"): return .done; case (.done, _): return .done; default: return self } } }
  var s = State.idle
  for c in "xsze" { s = s.next(c); print(s.rawValue, terminator: " ") }
  print(s == .done)
  """###,
  ###"""
  indirect enum Tree { case leaf(Int); case node(Tree, Tree)
    var sum: Int { switch self { case .leaf(let v): return v; case .node(let l, let r): return l.sum + r.sum } }
    var depth: Int { switch self { case .leaf: return 0; case let .node(l, r): return 1 + max(l.depth, r.depth) } }
    func map(_ f: (Int) -> Int) -> Tree { switch self { case .leaf(let v): return .leaf(f(v)); case .node(let l, let r): return .node(l.map(f), r.map(f)) } }
    var text: String { switch self { case .leaf(let v): return "\(v)"; case .node(let l, let r): return "(\(l.text) \(r.text))" } } }
  let t = Tree.node(.leaf(1), .node(.leaf(2), .leaf(3)))
  print(t.sum, t.depth, t.map { $0 * 10 }.text)
  """###,
  ###"""
  struct E: Error { var code: Int }
  func f(_ n: Int) throws -> Int { if n > 2 { throw E(code: n) }; return n }
  do { _ = try f(7) } catch { if let e = error as? E { print("code", e.code) } else { print("?") } }
  do { let xs = try [1, 2, 3].map { try f($0) }; print(xs) } catch { print("map stopped", (error as! E).code) }
  let r = try? [1, 2].map { try f($0) }; print(r!, type(of: r) == [Int]?.self)
  """###,
  ###"""
  struct E: Error { var code: Int }
  func f(_ n: Int) throws -> Int { if n > 2 { throw E(code: n) }; return n }
  do { let xs = try [1, 2, 3].map { try f($0) }; print(xs) } catch { print("map stopped", (error as! E).code) }
  let r = try? [1, 2].map { try f($0) }; print(r!)
  func g() throws -> Int { defer { print("leaving g") }; return try f(3) + 1 }
  print((try? g()) ?? 0)
  """###,
  ###"""
  enum Problem: Error { case short(by: Double), invalid(String) }
  func take(_ x: Double, from b: Double) throws -> Double { if x < 0 { throw Problem.invalid("x") }; guard x <= b else { throw Problem.short(by: x - b) }; return b - x }
  for x in [1.0, 5, -1] { do { let r = try take(x, from: 3); print("left", r) } catch { print("problem:", error); if case Problem.short(let d) = error { print("by", d) } } }
  print([1.0, 9].map { (try? take($0, from: 3)) ?? -1 }, (try? take(9, from: 1)) == nil)
  """###,
  ###"""
  print((1...15).map { n -> String in switch (n % 3, n % 5) { case (0, 0): return "FizzBuzz"; case (0, _): return "Fizz"; case (_, 0): return "Buzz"; default: return "\(n)" } }.joined(separator: " "))
  """###,
  ###"""
  let pts = [(0.0, 0.0), (4, 0), (4, 3), (0, 3), (2, 1)]
  func cross(_ o: (Double, Double), _ a: (Double, Double), _ b: (Double, Double)) -> Double { (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0) }
  func half(_ ps: [(Double, Double)]) -> [(Double, Double)] { var h: [(Double, Double)] = []; for p in ps { while h.count >= 2 && cross(h[h.count - 2], h[h.count - 1], p) <= 0 { h.removeLast() }; h.append(p) }; return Array(h.dropLast()) }
  let s = pts.sorted { $0 < $1 }
  let hull = half(s) + half(s.reversed())
  let area = hull.indices.map { i -> Double in let a = hull[i], b = hull[(i + 1) % hull.count]; return a.0 * b.1 - a.1 * b.0 }.reduce(0, +) / 2
  print(hull.count, area)
  """###,
  ###"""
  var m = [[1, 2], [3, 4]]
  let before = m
  m[0] += [9]; m[1].insert(7, at: 0); m[1].swapAt(0, 1); m[0].removeAll { $0 == 2 }; m.reverse()
  print(m, before)
  """###,
  ###"""
  let items = [(w: 1, v: 1), (w: 3, v: 4), (w: 4, v: 5), (w: 5, v: 7)]
  var best = [Int](repeating: 0, count: 8)
  for item in items { for c in stride(from: 7, through: item.w, by: -1) { best[c] = max(best[c], best[c - item.w] + item.v) } }
  print(best)
  """###,
  ###"""
  var seed = 1
  func random(_ n: Int) -> Int { seed = (seed &* 6364136223846793005 &+ 1442695040888963407); return ((seed >> 33) & 0x7fffffff) % n }
  var counts = [Int](repeating: 0, count: 6)
  for _ in 0..<600 { counts[random(6)] += 1 }
  print(counts, counts.reduce(0, +))
  """###,
  ###"""
  func lcs(_ a: String, _ b: String) -> String {
    let a = Array(a), b = Array(b)
    var t = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0..<a.count { for j in 0..<b.count { t[i + 1][j + 1] = a[i] == b[j] ? t[i][j] + 1 : max(t[i][j + 1], t[i + 1][j]) } }
    var i = a.count, j = b.count, out: [Character] = []
    while i > 0 && j > 0 { if a[i - 1] == b[j - 1] { out.append(a[i - 1]); i -= 1; j -= 1 } else if t[i - 1][j] >= t[i][j - 1] { i -= 1 } else { j -= 1 } }
    return String(out.reversed())
  }
  print(lcs("AGGTAB", "GXTXAYB"), lcs("abc", "xyz").isEmpty)
  """###,
  ###"""
  for k in 0...3 { let x = pow(10.0, Double(-k)); print(k, x, log10(x), x * 3, 1 / x) }
  print(exp(log(5.0)).rounded(), sqrt(2.0) * sqrt(2.0), 0.1 * 3, 1e3, 1e-3, 5e-5)
  """###,
  ###"""
  var weights = [0.5, -0.1, 0.05, -0.9, 0.3, 0.2]
  let keep = Int(Double(weights.count) * 0.5)
  let order = weights.indices.sorted { abs(weights[$0]) > abs(weights[$1]) }
  let mask = weights.indices.map { order.prefix(keep).contains($0) ? 1.0 : 0.0 }
  weights = zip(weights, mask).map { $0 * $1 }
  print(mask, weights, weights.filter { $0 == 0 }.count, Double(weights.filter { $0 != 0 }.count) / Double(weights.count))
  """###,
  ###"""
  for y in stride(from: -1.0, through: 1, by: 0.5) { print(stride(from: -2.0, through: 0.5, by: 0.25).map { x -> String in var a = 0.0, b = 0.0, n = 0; while a * a + b * b <= 4 && n < 20 { (a, b) = (a * a - b * b + x, 2 * a * b + y); n += 1 }; return n == 20 ? "#" : "." }.joined()) }
  """###,
  ###"""
  struct Matrix {
    let rows: Int, columns: Int
    var values: [Double]
    init(_ rows: Int, _ columns: Int, fill: (Int, Int) -> Double = { _, _ in 0 }) {
      self.rows = rows; self.columns = columns
      values = (0..<rows).flatMap { i in (0..<columns).map { j in fill(i, j) } }
    }
    func at(_ i: Int, _ j: Int) -> Double { values[i * columns + j] }
    mutating func set(_ i: Int, _ j: Int, _ x: Double) { values[i * columns + j] = x }
    func times(_ other: Matrix) -> Matrix { Matrix(rows, other.columns) { i, j in (0..<columns).reduce(0) { $0 + at(i, $1) * other.at($1, j) } } }
    var trace: Double { (0..<min(rows, columns)).map { at($0, $0) }.reduce(0, +) }
  }
  var a = Matrix(2, 2) { Double($0 * 2 + $1) }
  let id = Matrix(2, 2) { $0 == $1 ? 1 : 0 }
  print(a.times(id).values, a.times(a).values, a.trace)
  a.set(0, 0, 5); print(a.values, id.trace)
  """###,
  ###"""
  let runs: [String: [Double]] = ["dense": [0.91, 0.92, 0.9], "pruned": [0.88, 0.9, 0.89]]
  for name in runs.keys.sorted() { let v = runs[name]!; let n = Double(v.count), m = v.reduce(0, +) / n; let se = (v.map { ($0 - m) * ($0 - m) }.reduce(0, +) / (n - 1) / n).squareRoot(); print(name, (m * 1000).rounded() / 1000, "±", (se * 10000).rounded() / 10000) }
  """###,
  ###"""
  func mergeSort(_ a: [Int]) -> [Int] { guard a.count > 1 else { return a }; let m = a.count / 2, l = mergeSort(Array(a[..<m])), r = mergeSort(Array(a[m...])); var out: [Int] = [], i = 0, j = 0; while i < l.count && j < r.count { if l[i] <= r[j] { out.append(l[i]); i += 1 } else { out.append(r[j]); j += 1 } }; return out + l[i...] + r[j...] }
  print(mergeSort([5, 2, 9, 1, 5, 6]))
  """###,
  ###"""
  let table: [String: [Int]?] = ["a": [1], "b": nil]
  print(table["a"]!!, table["b"]! == nil, table["c"] == nil, table.count)
  let xs = ["1", "x", "3"].map { Int($0) }; print(xs, xs.compactMap { $0 }, xs.map { $0 ?? 0 }.reduce(0, +), xs.allSatisfy { $0 != nil })
  let m: Int? = xs.first ?? nil; print(m as Any, (xs[1] ?? xs[2] ?? 9))
  """###,
  ###"""
  struct Run { var name: String; var best: Double?; var notes: [String]? }
  var runs = [Run(name: "a", best: nil, notes: nil), Run(name: "b", best: 0.5, notes: ["x"])]
  for i in runs.indices { runs[i].best = (runs[i].best ?? 1) / 2; runs[i].notes?.append("n\(i)") }
  print(runs.map { $0.best! }, runs.map { $0.notes?.count ?? 0 }, runs.compactMap(\.notes).flatMap { $0 })
  if let best = runs.min(by: { $0.best! < $1.best! }) { print(best.name) }
  if let n = runs.first?.notes?.first { print(n) } else { print("no notes") }
  """###,
  ###"""
  var row = [1]
  for _ in 0..<5 { print(row.map { "\($0)" }.joined(separator: " ")); row = zip([0] + row, row + [0]).map { $0 + $1 } }
  """###,
  ###"""
  let data: [([Double], Int)] = [([0, 0], 0), ([0, 1], 0), ([1, 0], 0), ([1, 1], 1)]
  var w = [0.0, 0], b = 0.0
  for _ in 0..<20 { for (x, y) in data { let p = zip(w, x).map { $0 * $1 }.reduce(b, +) > 0 ? 1 : 0; let e = Double(y - p); for i in w.indices { w[i] += 0.1 * e * x[i] }; b += 0.1 * e } }
  print(data.map { d in zip(w, d.0).map { $0 * $1 }.reduce(b, +) > 0 ? 1 : 0 })
  """###,
  ###"""
  let a = [[2.0, 1], [1, 3]]
  var v = [1.0, 1]
  var lambda = 0.0
  for _ in 0..<50 { let w = a.map { row in zip(row, v).map { $0 * $1 }.reduce(0, +) }; lambda = w.map { $0 * $0 }.reduce(0, +).squareRoot(); v = w.map { $0 / lambda } }
  print((lambda * 1e6).rounded() / 1e6, v.map { ($0 * 1e4).rounded() / 1e4 })
  """###,
  ###"""
  func roman(_ n: Int) -> String { var n = n, s = ""; for (v, r) in [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] { while n >= v { s += r; n -= v } }; return s }
  print([1994, 2026, 4, 49].map(roman))
  """###,
  ###"""
  func rpn(_ text: String) -> Double? {
    var stack: [Double] = []
    for token in text.split(separator: " ") {
      if let x = Double(token) { stack.append(x); continue }
      guard let b = stack.popLast(), let a = stack.popLast() else { return nil }
      switch token {
      case "+": stack.append(a + b)
      case "-": stack.append(a - b)
      case "*": stack.append(a * b)
      case "/": stack.append(a / b)
      default: return nil
      }
    }
    return stack.count == 1 ? stack[0] : nil
  }
  print(rpn("3 4 + 2 *")!, rpn("1 2 - 4 /")!, rpn("+") as Any, rpn("1 2") as Any, rpn("1 2 ^") as Any)
  """###,
  ###"""
  func rk4(_ f: (Double, Double) -> Double, y0: Double, from t0: Double, to t1: Double, steps: Int) -> [Double] {
    let h = (t1 - t0) / Double(steps); var y = y0, t = t0, out = [y0]
    for _ in 0..<steps { let k1 = f(t, y), k2 = f(t + h / 2, y + h / 2 * k1), k3 = f(t + h / 2, y + h / 2 * k2), k4 = f(t + h, y + h * k3); y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4); t += h; out.append(y) }
    return out
  }
  print(rk4({ _, y in -y }, y0: 1, from: 0, to: 1, steps: 4))
  """###,
  ###"""
  func simpson(_ f: (Double) -> Double, _ a: Double, _ b: Double, _ n: Int = 10) -> Double { let h = (b - a) / Double(n); var s = f(a) + f(b); for i in 1..<n { s += f(a + Double(i) * h) * (i % 2 == 0 ? 2 : 4) }; return s * h / 3 }
  print(simpson({ $0 * $0 * $0 }, 0, 2), simpson({ 1 / $0 }, 1, 2, 4))
  """###,
  ###"""
  struct Stack { var items: [Int] = []; mutating func push(_ x: Int) { items.append(x) }; mutating func pop() -> Int { items.removeLast() } }
  var s = Stack(); for i in 0..<5 { s.push(i * i) }
  let t = s
  print(s.pop() + s.pop(), s.items, t.items)
  var all = [s, t]; all[0].push(100); all[1].items[0] = -1; print(all[0].items, all[1].items, s.items, t.items)
  """###,
  ###"""
  func kind(_ n: Int) -> String {
    switch n {
    case Int.min ..< 0: return "neg"
    case 0: return "zero"
    case 1, 2, 3: return "few"
    case 4...9 where n % 2 == 0: return "even digit"
    case 4...9: return "odd digit"
    case 10..<100: return "tens"
    case let big where big % 100 == 0: return "hundreds \(big / 100)"
    default: return "many"
    }
  }
  print([-5, 0, 2, 4, 7, 42, 300, 301].map(kind))
  """###,
  ###"""
  func run(_ line: String) -> String {
    let parts = line.split(separator: " ").map(String.init)
    switch (parts.first, parts.count) {
    case ("add"?, 3): return "\(Int(parts[1])! + Int(parts[2])!)"
    case ("say"?, let n) where n > 1: return parts.dropFirst().joined(separator: " ")
    case (nil, _): return "empty"
    case (let c?, _): return "unknown \(c)"
    }
  }
  print(run("add 1 2"), run("say hi there"), run(""), run("jump"))
  """###,
  ###"""
  func pair(_ a: Int?, _ b: Int?) -> String { switch (a, b) { case let (x?, y?): return "both \(x + y)"; case (let x?, nil): return "left \(x)"; case (nil, let y?): return "right \(y)"; default: return "none" } }
  print(pair(1, 2), pair(1, nil), pair(nil, 2), pair(nil, nil))
  """###,
  ###"""
  var parent = Array(0..<6)
  func find(_ x: Int) -> Int { var x = x; while parent[x] != x { parent[x] = parent[parent[x]]; x = parent[x] }; return x }
  for (a, b) in [(0, 1), (2, 3), (1, 3), (4, 5)] { parent[find(a)] = find(b) }
  print(Set((0..<6).map(find)).count, find(0) == find(2), find(0) == find(4))
  """###,
  ###"""
  enum Color: String, CaseIterable { case red, green, blue }
  var counts: [Color: Int] = [:]
  for (i, c) in [Color.red, .blue, .red].enumerated() { counts[c, default: 0] += i + 1 }
  print(counts[.red]!, counts[.blue]!, counts[.green] as Any, Color.allCases.map { counts[$0] ?? 0 })
  """###,
  ###"""
  enum List { case end; indirect case node(Int, List)
    var sum: Int { switch self { case .end: 0; case .node(let v, let rest): v + rest.sum } } }
  print(List.node(1, .node(2, .node(3, .end))).sum)
  """###,
  ###"""
  indirect enum Expr { case number(Double), add(Expr, Expr), mul(Expr, Expr), neg(Expr) }
  func eval(_ e: Expr) -> Double {
    switch e {
    case .number(let v): return v
    case let .add(a, b): return eval(a) + eval(b)
    case let .mul(a, b): return eval(a) * eval(b)
    case .neg(let a): return -eval(a)
    }
  }
  print(eval(.add(.number(2), .mul(.number(3), .neg(.number(4))))))
  """###,
  ###"""
  enum Direction: CaseIterable {
    case north, east, south, west
    var opposite: Direction { switch self { case .north: .south; case .south: .north; case .east: .west; case .west: .east } }
    func turned(by n: Int = 1) -> Direction { let all = Direction.allCases; return all[(all.firstIndex(of: self)! + n) % all.count] }
    static let start = Direction.north
  }
  print(Direction.start.opposite, Direction.west.turned(), Direction.start.turned(by: 6))
  """###,
  ###"""
  enum Light { case red, green; mutating func next() { self = self == .red ? .green : .red } }
  var l = Light.red; l.next(); print(l); l.next(); print(l)
  """###,
  ###"""
  enum Result2 { case ok(Int?), failed(String) }
  for r in [Result2.ok(1), .ok(nil), .failed("x")] {
    switch r { case .ok(let v?): print(v); case .ok(nil): print("nil"); case .failed(let m): print(m) }
  }
  """###,
  ###"""
  enum Op { case scale(by: Double), shift(dx: Double, dy: Double = 0), identity }
  let ops: [Op] = [.scale(by: 2), .shift(dx: 1), .shift(dx: 1, dy: 2), .identity]
  for o in ops { print(o) }
  if case .shift(let dx, let dy) = ops[2] { print(dx, dy) }
  if case let .scale(by: k) = ops[0] { print(k) }
  """###,
  ###"""
  enum Rate: Double, CaseIterable { case low = 0.001, mid = 0.01, high = 0.1 }
  print(Rate.allCases.map(\.rawValue), Rate(rawValue: 0.01)!)
  enum Suit: Character { case clubs = "♣", hearts = "♥" }
  print(Suit.hearts.rawValue, Suit(rawValue: "♣")!)
  """###,
  ###"""
  enum Planet: Int, CaseIterable { case mercury = 1, venus, earth, mars }
  print(Planet.earth.rawValue, Planet(rawValue: 4)!, Planet(rawValue: 7) == nil, Planet.allCases.map { "\($0)" }.joined(separator: " "))
  """###,
  ###"""
  enum S { case a, b }
  func f(_ x: S, _ y: S) -> Int { switch (x, y) { case (.a, .a): 1; case (.a, .b), (.b, .a): 2; case (.b, .b): 3 } }
  print(f(.a, .a), f(.b, .a), f(.b, .b))
  """###,
  ###"""
  struct Bad: Error { let code: Int }
  enum Worse: Error { case w }
  func f(_ n: Int) throws { if n == 0 { throw Bad(code: 7) }; throw Worse.w }
  for n in 0...1 {
    do { try f(n) } catch let e as Bad { print("bad", e.code) } catch is Worse { print("worse") } catch { print("?") }
  }
  """###,
  ###"""
  func f() throws {
    defer { print(1) }
    do { defer { print(2) }; print(3) }
    defer { print(4) }
    throw Never2.x
  }
  enum Never2: Error { case x }
  do { try f() } catch { print("caught") }
  """###,
  ###"""
  struct E: Error, CustomStringConvertible { var description: String { "custom" } }
  do { throw E() } catch { print(error, "\(error)") }
  """###,
  ###"""
  enum E: Error { case a, b }
  do {
    do { throw E.a } catch E.b { print("never") }
  } catch E.a { print("outer a") } catch { print("x") }
  do { do { throw E.a } catch { print("inner", error); throw E.b } } catch { print("outer", error) }
  """###,
  ###"""
  struct E: Error { var m: String }
  func twice(_ f: () throws -> Int) rethrows -> Int { try f() + f() }
  print(twice { 2 })
  do { print(try twice { throw E(m: "inside") }) } catch { print(error) }
  do { _ = try [1, 2, 3].map { x -> Int in if x == 2 { throw E(m: "two") }; return x } } catch let e as E { print(e.m) }
  """###,
  ###"""
  enum NetError: Error { case offline, status(Int), message(String) }
  func call(_ n: Int) throws -> String {
    switch n { case 0: throw NetError.offline; case 1: throw NetError.status(404); case 2: throw NetError.status(500); case 3: throw NetError.message("m"); default: return "ok" }
  }
  for n in 0...4 {
    do { print(try call(n)) }
    catch NetError.offline { print("offline") }
    catch NetError.status(let c) where c < 500 { print("client", c) }
    catch NetError.status(let c) { print("server", c) }
    catch { print("other", error) }
  }
  """###,
  ###"""
  func ack(_ m: Int, _ n: Int) -> Int { m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)) }
  print(ack(2, 3))
  """###,
  ###"""
  func counter(from start: Int) -> (next: () -> Int, reset: () -> Void) {
    var n = start
    return (next: { n += 1; return n }, reset: { n = start })
  }
  let c = counter(from: 5)
  print(c.next(), c.next()); c.reset(); print(c.next())
  """###,
  ###"""
  var fs: [() -> Int] = []
  for i in 0..<3 { fs.append { i * i } }
  print(fs.map { $0() })
  var j = 0
  var gs: [() -> Int] = []
  while j < 3 { gs.append { j }; j += 1 }
  print(gs.map { $0() })
  """###,
  ###"""
  let base = 10
  func scale(_ x: Int, by k: Int = base * 2) -> Int { x * k }
  print(scale(2), scale(2, by: 3))
  """###,
  ###"""
  func line(_ text: String = "-", times n: Int = 3, separator: String = "") -> String {
    Array(repeating: text, count: n).joined(separator: separator)
  }
  print(line(), line("ab"), line(times: 2), line("x", separator: "|"), line("y", times: 1, separator: ","))
  """###,
  ###"""
  func double(_ x: Int) -> Int { x * 2 }
  func square(_ x: Int) -> Int { x * x }
  let table: [(String, (Int) -> Int)] = [("double", double), ("square", square), ("neg", { -$0 })]
  for (name, f) in table { print(name, f(5)) }
  let byName: [String: (Double, Double) -> Double] = ["+": (+), "-": (-), "max": { max($0, $1) }]
  print(byName["+"]!(1, 2), byName["-"]!(1, 2), byName["max"]!(1, 2))
  """###,
  ###"""
  func largest<T: Comparable>(_ xs: [T]) -> T? {
    guard var best = xs.first else { return nil }
    for x in xs.dropFirst() where x > best { best = x }
    return best
  }
  print(largest([3, 9, 2])!, largest(["b", "z", "a"])!, largest([1.5, -2])!, largest([Int]()) as Any)
  """###,
  ###"""
  func count<T: Equatable>(of x: T, in xs: [T]) -> Int { var n = 0; for y in xs where y == x { n += 1 }; return n }
  print(count(of: 1, in: [1, 2, 1]), count(of: "a", in: ["a"]), count(of: true, in: [false]))
  """###,
  ###"""
  func unique<T: Hashable>(_ xs: [T]) -> [T] { var seen = Set<T>(); return xs.filter { seen.insert($0).inserted } }
  print(unique([1, 2, 1, 3, 2]), unique(["b", "a", "b"]))
  """###,
  ###"""
  func mapPair<A, B, C>(_ p: (A, B), _ f: (A, B) -> C) -> C { f(p.0, p.1) }
  print(mapPair((1, "a")) { "\($0)\($1)" }, mapPair((2, 3), *))
  func compose<A, B, C>(_ f: @escaping (A) -> B, _ g: @escaping (B) -> C) -> (A) -> C { { g(f($0)) } }
  print(compose({ (x: Int) in Double(x) / 2 }, { "<\($0)>" })(3))
  """###,
  ###"""
  func pairs<A, B>(_ a: [A], _ b: [B]) -> [(A, B)] where A: Comparable { Array(zip(a.sorted(), b)) }
  print(pairs([3, 1], ["x", "y"]))
  """###,
  ###"""
  var moves = 0
  func hanoi(_ n: Int, _ a: String, _ b: String, _ c: String) {
    if n == 0 { return }
    hanoi(n - 1, a, c, b)
    moves += 1
    if n == 3 { print(a, "->", c) }
    hanoi(n - 1, b, a, c)
  }
  hanoi(5, "A", "B", "C")
  print(moves)
  """###,
  ###"""
  let answer = { () -> Int in let a = 6; let b = 7; return a * b }()
  print(answer)
  let k: Int = { 3 }()
  print(k)
  """###,
  ###"""
  func bump(_ x: inout Int, by k: Int = 1) { x += k }
  var n = 1
  bump(&n); bump(&n, by: 10)
  print(n)
  var a = [1, 2]
  bump(&a[0]); print(a)
  var p = 1, q = 2
  swap(&p, &q); print(p, q)
  """###,
  ###"""
  func move(from a: Int, to b: Int, _ step: Int = 1) -> [Int] { Array(stride(from: a, through: b, by: step)) }
  print(move(from: 1, to: 5), move(from: 1, to: 9, 4))
  let f = move(from:to:_:)
  print(f(0, 4, 2))
  """###,
  ###"""
  func attempt(_ n: Int, then ok: (Int) -> String, otherwise bad: () -> String) -> String { n > 0 ? ok(n) : bad() }
  print(attempt(1) { "ok \($0)" } otherwise: { "bad" })
  print(attempt(-1) { "ok \($0)" } otherwise: { "bad" })
  """###,
  ###"""
  func isBalanced(_ s: String) -> Bool {
    var depth = 0
    func open() { depth += 1 }
    func close() -> Bool { depth -= 1; return depth >= 0 }
    for c in s {
      if c == "(" { open() } else if c == ")" { if !close() { return false } }
    }
    return depth == 0
  }
  print(isBalanced("(())()"), isBalanced("())("), isBalanced("(("))
  """###,
  ###"""
  print([1, 2, 3].reduce(0, +), [2, 3].reduce(1, *), [5, 1, 4].sorted(by: >), zip([1, 2], [3, 4]).map(+), [true, false].reduce(true) { $0 && $1 })
  let op: (Int, Int) -> Int = (-)
  print(op(5, 3))
  """###,
  ###"""
  func area(side: Double) -> Double { side * side }
  func area(radius: Double) -> Double { 3 * radius * radius }
  func area(width: Double, height: Double) -> Double { width * height }
  print(area(side: 2), area(radius: 2), area(width: 2, height: 5))
  """###,
  ###"""
  func show(_ x: Int) -> String { "int \(x)" }
  func show(_ x: Double) -> String { "double \(x)" }
  func show(_ x: String) -> String { "string \(x)" }
  func show(_ x: [Int]) -> String { "array \(x.count)" }
  print(show(1), show(1.0), show("a"), show([1, 2]))
  """###,
  ###"""
  var fib: (Int) -> Int = { _ in 0 }
  fib = { n in n < 2 ? n : fib(n - 1) + fib(n - 2) }
  print(fib(12))
  """###,
  ###"""
  func adder(_ n: Int) -> (Int) -> Int { { $0 + n } }
  let add5 = adder(5)
  print(add5(1), adder(2)(3))
  func power(_ k: Int) -> (Double) -> Double {
    func p(_ x: Double) -> Double { var r = 1.0; for _ in 0..<k { r *= x }; return r }
    return p
  }
  print(power(3)(2), power(0)(9))
  """###,
  ###"""
  func clean(_ s: String) -> String {
    var s = s
    while s.hasPrefix(" ") { s.removeFirst() }
    while s.hasSuffix(" ") { s.removeLast() }
    return s
  }
  print("[" + clean("  a b ") + "]")
  """###,
  ###"""
  var log: [String] = []
  let a = { log.append("a") }
  let b = { log.append("b\(log.count)") }
  a(); b(); a(); print(log)
  var x = 1
  let get = { x }
  x = 7
  print(get())
  """###,
  ###"""
  func repeatTimes(_ n: Int, do body: (Int) -> Void) { for i in 0..<n { body(i) } }
  repeatTimes(2) { print("i", $0) }
  repeatTimes(1) { _ in print("once") }
  func build(_ name: String = "n", body: () -> Int) -> String { "\(name)=\(body())" }
  print(build { 3 }, build("k") { 4 })
  """###,
  ###"""
  func minmax(_ xs: [Int]) -> (min: Int, max: Int)? {
    guard let f = xs.first else { return nil }
    return xs.dropFirst().reduce((f, f)) { (Swift.min($0.0, $1), Swift.max($0.1, $1)) }
  }
  if let (lo, hi) = minmax([3, -1, 8]) { print(lo, hi) }
  print(minmax([])?.min as Any, minmax([4])!.max)
  """###,
  ###"""
  func mean(_ xs: Double...) -> Double { xs.isEmpty ? 0 : xs.reduce(0, +) / Double(xs.count) }
  print(mean(), mean(1), mean(1, 2, 6))
  """###,
  ###"""
  let xs: [Double?] = [1, nil, 2.5]
  print(xs.compactMap { $0 }.reduce(0, +), xs.map { $0 ?? 0 }, xs.filter { $0 != nil }.count, xs.contains { $0 == nil })
  print(xs)
  """###,
  ###"""
  let a: Any = 5
  print((a as? Int).map { $0 + 1 } as Any, a as? Double as Any, (a as! Int) * 2)
  let vs: [Any] = [1, "two", 3.0, 4]
  print(vs.compactMap { $0 as? Int }, vs.compactMap { $0 as? String })
  """###,
  ###"""
  var a: Int? = 1
  a? += 4; print(a as Any)
  a = nil; a? += 4; print(a as Any)
  a = a ?? 10; print(a!)
  var arr: [Int]? = [1]
  arr?.append(2); arr?[0] = 7; print(arr!)
  arr = nil; arr?.append(3); print(arr as Any)
  """###,
  ###"""
  let rows: [[Int]]? = [[1, 2], [3]]
  print(rows?[0][1] as Any, rows?.first?.last as Any, rows?.last?.count ?? 0, rows?.isEmpty as Any)
  let none: [[Int]]? = nil
  print(none?[0][1] as Any, none?.first?.last as Any, none?.count ?? -1)
  """###,
  ###"""
  var d: [String: [String: Int]] = ["a": ["x": 1]]
  print(d["a"]?["x"] as Any, d["a"]?["y"] as Any, d["b"]?["x"] as Any, d["a"]?["x"] ?? 0)
  d["a"]?["x"]? += 5
  d["b"]?["x"] = 3
  d["a"]?["z"] = 9
  print(d["a"]!.keys.sorted(), d["a"]!["x"]!, d.count)
  """###,
  ###"""
  struct Person { var name: String; var pet: Pet? ; struct Pet { var name: String; func speak(_ n: Int) -> String { String(repeating: name + "!", count: n) } } }
  let a = Person(name: "Ann", pet: Person.Pet(name: "Rex")), b = Person(name: "Bob", pet: nil)
  print(a.pet?.speak(2) as Any, b.pet?.speak(2) as Any, a.pet?.name.count ?? 0, b.pet?.name.uppercased() ?? "no pet")
  """###,
  ###"""
  let a: Int? = nil, b: Int? = nil, c: Int? = 3
  print(a ?? b ?? c ?? 0, a ?? b ?? 0, (a ?? b) as Any, (a ?? c) as Any)
  """###,
  ###"""
  let a: Int? = 3
  print(a == 3, a != nil, a == nil, 3 == a, [a, nil] == [3, nil], a == Optional(4))
  """###,
  ###"""
  let xs = [4, 8, 15]
  print(xs.first! + xs.last!, xs.first(where: { $0 > 5 }) ?? -1, xs.firstIndex(where: { $0 > 100 }) == nil, xs.min() ?? 0, [Int]().max() ?? -1)
  if let i = xs.firstIndex(of: 8) { print(xs[i...]) }
  """###,
  ###"""
  func test(_ p: String, _ q: String) -> String {
    if let a = Int(p), let b = Int(q), a < b { return "\(a) < \(b)" }
    else if let a = Int(p) { return "a \(a)" }
    return "none"
  }
  print(test("1", "2"), test("3", "2"), test("x", "2"))
  """###,
  ###"""
  let o: Double? = 2
  print("\(o.map { "\($0)" } ?? "nil")", String(describing: o), String(describing: o!))
  print("value: \(o as Any)")
  """###,
  ###"""
  let s: String? = "12", t: String? = "x", u: String? = nil
  print(s.map { $0 + "!" } as Any, s.flatMap { Int($0) } as Any, t.flatMap { Int($0) } as Any, u.flatMap { Int($0) } as Any, s.map { Int($0) } as Any)
  """###,
  ###"""
  let x: Int?? = 5, y: Int?? = .some(nil), z: Int?? = nil
  print(x as Any, y as Any, z as Any)
  print(x == nil, y == nil, z == nil)
  if let inner = y { print("inner", inner as Any) }
  if case .some(.some(let v)) = x { print(v) }
  """###,
  ###"""
  let name: String? = "n"
  if let name { print(name.count) }
  if let name = name, !name.isEmpty { print(name) }
  var count: Int? = 2
  if var count { count += 1; print(count) }
  print(count!)
  while let c = count { count = c > 0 ? c - 1 : nil; print(c) }
  """###,
  ###"""
  let n: Int? = Int("7")
  let m = n != nil ? n! * 2 : 0
  print(m, n.map { $0 > 5 } ?? false)
  let r: Int? = m > 100 ? m : nil
  print(r as Any)
  """###,
  ###"""
  struct Layer { let name: String; let f: (Double) -> Double }
  let net = [Layer(name: "relu", f: { max(0, $0) }), Layer(name: "half") { $0 / 2 }]
  print(net.reduce(3.0) { $1.f($0) }, net.map { $0.f(-2) })
  """###,
  ###"""
  struct Version: Comparable {
    let major: Int, minor: Int
    static func < (a: Version, b: Version) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
  }
  let vs = [Version(major: 1, minor: 9), Version(major: 0, minor: 3), Version(major: 1, minor: 2)]
  print(vs.sorted().map { "\($0.major).\($0.minor)" }, vs.max()!.minor, vs[0] > vs[1], vs[0] >= vs[0])
  """###,
  ###"""
  struct Money: CustomStringConvertible { var cents: Int; var description: String { "$\(cents / 100).\(cents % 100)" } }
  print(Money(cents: 1234), [Money(cents: 599)], "\(Money(cents: 150))", String(describing: Money(cents: 1)))
  """###,
  ###"""
  struct Meter { var total = 0; var value = 0 { didSet { total += value - oldValue } } }
  var m = Meter()
  m.value = 5; m.value += 3; m.value = 1
  print(m.total, m.value)
  """###,
  ###"""
  struct Approx: Equatable { var v: Double; static func == (a: Approx, b: Approx) -> Bool { abs(a.v - b.v) < 0.1 } }
  print(Approx(v: 1) == Approx(v: 1.05), Approx(v: 1) != Approx(v: 2), [Approx(v: 3)].contains(Approx(v: 3.01)))
  """###,
  ###"""
  struct P: Equatable { var x: Int, y: Int; var tag = "" }
  print(P(x: 1, y: 2) == P(x: 1, y: 2), P(x: 1, y: 2) == P(x: 1, y: 2, tag: "t"), [P(x: 0, y: 0)].firstIndex(of: P(x: 0, y: 0)) as Any)
  """###,
  ###"""
  struct Even { let n: Int; init?(_ n: Int) { guard n % 2 == 0 else { return nil }; self.n = n } }
  print(Even(4)?.n as Any, Even(3) == nil, [1, 2, 3, 4].compactMap { Even($0) }.map(\.n))
  """###,
  ###"""
  struct Temperature {
    var celsius: Double
    var fahrenheit: Double {
      get { celsius * 9 / 5 + 32 }
      set { celsius = (newValue - 32) * 5 / 9 }
    }
  }
  var t = Temperature(celsius: 100)
  print(t.fahrenheit)
  t.fahrenheit = 32
  print(t.celsius)
  t.fahrenheit += 18
  print(t.celsius)
  """###,
  ###"""
  struct Key: Hashable { let a: Int; let b: String }
  var d: [Key: Double] = [:]
  d[Key(a: 1, b: "x")] = 0.5
  d[Key(a: 1, b: "x"), default: 0] += 1
  print(d[Key(a: 1, b: "x")]!, d[Key(a: 2, b: "x")] as Any, Set([Key(a: 1, b: ""), Key(a: 1, b: "")]).count)
  """###,
  ###"""
  struct Stats { let xs: [Double]; var mean: Double { xs.reduce(0, +) / Double(xs.count) }; var sd: Double { let m = mean; return (xs.map { ($0 - m) * ($0 - m) }.reduce(0, +) / Double(xs.count - 1)).squareRoot() } }
  let s = Stats(xs: [2, 4, 4, 4, 5, 5, 7, 9]); print(s.mean, s.sd)
  """###,
  ###"""
  struct Options { var rate = 0.1; var epochs: Int = 10; let name: String; var tags: [String] = [] }
  print(Options(name: "a"), Options(rate: 1, name: "b"), Options(epochs: 5, name: "c", tags: ["x"]))
  """###,
  ###"""
  struct Query { var parts: [String] = []; func adding(_ s: String) -> Query { var q = self; q.parts.append(s); return q } }
  print(Query().adding("a").adding("b").parts.joined(separator: "&"))
  """###,
  ###"""
  struct Walk { var x = 0; mutating func step(_ d: Int) -> Int { x += d; return x }; mutating func reset() { self = Walk() } }
  var w = Walk(); print(w.step(2), w.step(-5)); w.reset(); print(w.x)
  """###,
  ###"""
  struct Grid {
    struct Cell { var row: Int; var column: Int }
    enum Kind { case wall, floor }
    var cells: [Cell] = []
    var kind: Kind = .floor
    mutating func add(_ r: Int, _ c: Int) { cells.append(Cell(row: r, column: c)) }
  }
  var g = Grid(); g.add(1, 2); g.kind = .wall
  print(g.cells[0].column, g.kind, Grid.Cell(row: 5, column: 6).row, g.cells.count)
  """###,
  ###"""
  struct Fraction {
    let n: Int, d: Int
    init(_ n: Int, _ d: Int = 1) { let g = Fraction.gcd(n, d); self.n = n / g; self.d = d / g }
    static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
    func plus(_ o: Fraction) -> Fraction { Fraction(n * o.d + o.n * d, d * o.d) }
  }
  let f = Fraction(1, 6).plus(Fraction(1, 3))
  print(f.n, f.d, Fraction(4, 8))
  """###,
  ###"""
  struct Config { static let version = "1.2"; static var uses = 0; static func make(_ n: Int = 4) -> Config { uses += 1; return Config(n: n) }; let n: Int }
  let a = Config.make(), b = Config.make(9)
  print(a.n, b.n, Config.version, Config.uses)
  """###,
  ###"""
  struct Matrix { let columns: Int; var values: [Double]; subscript(r: Int, c: Int) -> Double { get { values[r * columns + c] } set { values[r * columns + c] = newValue } } }
  var m = Matrix(columns: 2, values: [1, 2, 3, 4])
  m[1, 0] = 9
  print(m[1, 0], m[0, 1])
  """###,
  ###"""
  struct Size { var w: Double; var h: Double; init(w: Double, h: Double) { self.w = w; self.h = h }; init(square s: Double) { self.init(w: s, h: s) } }
  print(Size(square: 2), Size(w: 1, h: 2))
  """###,
  ###"""
  struct Box { var items: [Int] = [] ; var n = 0 }
  var a = [Box(), Box()]
  var b = a
  b[0].items.append(1); b[1].n += 5
  print(a[0].items, b[0].items, a[1].n, b[1].n)
  var x = Box(); let f = { x.n }; let y = x; x.n = 3
  print(f(), y.n)
  for var q in a { q.n = 9 }
  print(a.map(\.n))
  for i in a.indices { a[i].n = i + 1 }
  print(a.map(\.n))
  """###,
  ###"""
  let c: Character = "x"
  let cs: [Character] = ["h", "i"]
  print(c, String(c), String(cs), cs, c == "x", c < "y", "xyz".contains(c), String(repeating: c, count: 3))
  for ch in "abc" where ch != "b" { print(ch) }
  if "abc".first == "a" { print("starts") }
  print("hello".filter { $0 != "l" }, "hello".map { $0 == "l" ? "L" : $0 }.count)
  """###,
  ###"""
  let s = "hello"
  let second = s.index(s.startIndex, offsetBy: 1)
  print(s[second], s[s.startIndex], s[second...], s[s.index(before: s.endIndex)])
  for i in s.indices where s[i] == "l" { print(s.distance(from: s.startIndex, to: i)) }
  """###,
  ###"""
  let s = "checkpoint-0042.npz"
  print(s.prefix(10), s.suffix(4), s.dropFirst(11).dropLast(4), s.hasPrefix("check"), s.hasSuffix(".npz"), s.prefix { $0 != "-" }, s.drop { $0 != "-" })
  print(Int(s.dropFirst(11).prefix(4))!)
  """###,
  ###"""
  let a: [Any] = [1, "s", 2.5, true, [1, 2], ["k": 1], (1, 2), Optional<Int>.none as Any]
  print(a.count, a[0] is Int, a[1] as! String, a[2] as? Int as Any, (a[4] as! [Int])[1])
  for x in a.prefix(4) { if let n = x as? Int { print("i", n) } else if let s = x as? String { print("s", s) } else { print("o", x) } }
  print(a.prefix(6).map { type(of: $0) })
  """###,
  ###"""
  var x = 1
  func show() -> Int { x * 10 }
  x = 5
  print(show())
  let g = { x += 1 }
  g(); g(); print(x, show())
  var fs = [() -> Void]()
  for k in 1...3 { fs.append { x += k } }
  for f in fs { f() }
  print(x)
  """###,
  ###"""
  let r = 0.5...1.5
  print(r.contains(1), r.contains(2), r.lowerBound, r.upperBound, r, (0.0..<1.0).contains(1), (0.0..<1).contains(0), r ~= 0.5)
  """###,
  ###"""
  print(("a"..."f").contains("c"), ("a"..<"f").contains("f"), "a"..."c" ~= "bb")
  """###,
  ###"""
  enum Token: Equatable { case number(Int), plus, name(String) }
  print(Token.number(1) == .number(1), Token.number(1) == .number(2), Token.plus != .name("p"), [.plus, .number(3)].contains(Token.number(3)))
  """###,
  ###"""
  func total<T: Numeric>(_ xs: [T]) -> T { xs.reduce(0, +) }
  print(total([1, 2, 3]), total([0.5, 0.25]))
  """###,
  ###"""
  func f(_ x: Double) -> Double { x }
  func g(_ xs: [Double], scale: Double = 1 / 4) -> [Double] { xs.map { $0 * scale } }
  print(f(1 / 2), g([1, 2]), g([1 / 2], scale: 2), f(-1), f(2 * (3 + 1)), f([1, 2][0]))
  let x = 2.0; print(x * 1 / 2, 1 / 2 * x, x > 1 / 2, x == 2, -1 * x, (1 + 1) * x)
  """###,
  ###"""
  var fs: [() -> Int] = []
  (0..<3).forEach { i in var n = i * 10; fs.append { n += 1; return n } }
  print(fs.map { $0() }, fs.map { $0() })
  let gs = [1, 2, 3].map { x in { (y: Int) in x * y } }
  print(gs.map { $0(10) })
  """###,
  ###"""
  let r = [5, 2, 9].map { (x: Int) -> String in
    defer { print("done", x) }
    for i in 0..<x { if i == 3 { return "early \(i)" } }
    if x > 100 { return "never" }
    return "late"
  }
  print(r)
  """###,
  ###"""
  struct E: Error { let n: Int }
  func f(_ xs: [Int]) throws -> [Int] { try xs.map { x in if x == 2 { throw E(n: x) }; return x * 2 } }
  do { print(try f([1, 3])); print(try f([1, 2, 3])) } catch let e as E { print("caught", e.n) }
  do { try [1, 2].forEach { if $0 == 2 { throw E(n: 7) }; print("ok", $0) } } catch { print("c", (error as! E).n) }
  """###,
  ###"""
  var total = 0
  let matrix = (0..<3).map { i in (0..<3).map { j -> Int in total += 1; return i * 3 + j } }
  print(matrix, total)
  print(matrix.map { $0.reduce(0, +) }.reduce(0) { $0 + $1 }, matrix.flatMap { $0 }.filter { $0 % 2 == 0 }.map { $0 * $0 })
  print(matrix.reduce(into: [Int: Int]()) { d, row in for x in row { if x == 4 { continue }; d[x % 3, default: 0] += x } }.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" })
  """###,
  ###"""
  func fact(_ n: Int) -> Int { n == 0 ? 1 : (1...n).reduce(1) { $0 * $1 } }
  func perms(_ xs: [Int]) -> [[Int]] {
    xs.isEmpty ? [[]] : xs.indices.flatMap { i in perms(xs.enumerated().filter { $0.offset != i }.map { $0.element }).map { [xs[i]] + $0 } }
  }
  print((0...5).map(fact), perms([1, 2, 3]).count, perms([1, 2, 3])[3])
  """###,
  ###"""
  let words = ["a", "bb", "", "ccc"]
  print(words.contains { $0.isEmpty }, words.allSatisfy { $0.count < 4 }, words.first { $0.count > 1 } ?? "-", words.first { $0.count > 9 } ?? "-")
  print(words.compactMap { $0.isEmpty ? nil : $0.count }, ["1", "x", "3"].compactMap { Int($0) }, [1, nil, 3].compactMap { $0 })
  let d = ["k": 2]
  print(d.map { k, v in "\(k)\(v)" }, d.map { $0.value + 1 }, d.filter { $0.value > 1 }.count, zip([1, 2], [3, 4]).map { a, b in a * b })
  """###,
  ###"""
  var log: [String] = []
  outer: for i in 0..<4 {
    let hit = [1, 2, 3].first { x in
      switch x * i { case 0: return false; case 4...: log.append("\(i)>\(x)"); return true; default: return false }
    }
    guard let hit else { if i == 1 { continue outer }; log.append("none \(i)"); continue }
    log.append("hit \(hit)")
    if i == 2 { break outer }
  }
  print(log)
  """###,
  ###"""
  struct Acc { var xs: [Int] = []; mutating func add(_ x: Int) -> Int { xs.append(x); return xs.count }
    mutating func all(_ ys: [Int]) { ys.forEach { y in xs.append(y * 2) } }
    func scaled(by k: Int) -> [Int] { xs.map { $0 * k } } }
  var a = Acc(); print([3, 4].map { a.add($0) }, a.xs); a.all([1, 2]); print(a.xs, a.scaled(by: 10))
  var copies = [a, a]; copies[0].all([9]); copies[1].xs.removeLast(); print(copies.map { $0.xs.count }, a.xs.count)
  """###,
  ###"""
  var x = 1, y = 2
  func bump(_ a: inout Int, _ b: inout Int, by n: Int = 1) -> Int { a += n; b -= n; return a * b }
  print(bump(&x, &y), x, y); var arr = [1, 2, 3]; var q = 7; print(bump(&arr[0], &q, by: 5), arr, q); var tt = (a: 1, b: 2); swap(&tt.a, &tt.b); print(tt); struct PP { var u = 1, v = 2 }; var pp = PP(); swap(&pp.u, &pp.v); print(pp.u, pp.v)
  func fill(_ d: inout [String: Int], _ ks: String...) { for (i, k) in ks.enumerated() { d[k] = i } }
  var d: [String: Int] = [:]; fill(&d, "a", "b", "c"); print(d.keys.sorted(), d["c"]!)
  """###,
  ###"""
  let xs = [3.0, 1, 2]
  let norm = xs.map { v -> Double in let m = xs.reduce(0, +) / Double(xs.count); let s = xs.map { ($0 - m) * ($0 - m) }.reduce(0, +); return (v - m) / s.squareRoot() }
  print(norm.map { ($0 * 1000).rounded() / 1000 })
  let best = xs.indices.max { xs[$0] < xs[$1] }!; print(best, xs.sorted { $0 > $1 }, xs.sorted(by: >), xs.min()!)
  var fib: [Int: Int] = [:]
  func f(_ n: Int) -> Int { if let v = fib[n] { return v }; let v = n < 2 ? n : f(n - 1) + f(n - 2); fib[n] = v; return v }
  print((0..<10).map { f($0) }, f(80))
  """###,
]
