/// Snippets of the subset that Swift itself accepts; `Results.swift` has what the real compiler's program printed.
let agreementSnippets: [String] = [
  ###"""
  print(1 + 2 * 3, (1 + 2) * 3, 7 / 2, 7 % 3, -7 / 2, -7 % 3)
  """###,
  ###"""
  let a: Double = 1/2; print(a, 1/2*0.5, 1/2, 3/2*2, 2*(1/2.0))
  """###,
  ###"""
  let x = 3; let y: Double = 2; print(Double(x) / y, y * 3, 3 * y, y - 1/2, 1/2 + y)
  """###,
  ###"""
  print(0x1F, 0b1010, 0o17, 1_000_000, 1e3, 0x1p4, 1.5e-7, 0.1 + 0.2, 100000.0, 1e16, 1e15, 123456789012345680.0)
  """###,
  ###"""
  print(5.0, 1.0/3, -0.0, Double.infinity, Double.nan, Float(0.1), 1e-5, 12345.678)
  """###,
  ###"""
  print(true && false || true, !true, 1 < 2, 2 <= 2, "a" < "b", 1 == 1, "x" != "y", 1.5 >= 1)
  """###,
  ###"""
  print(1...3, 1..<3, (1...3).contains(3), (1..<3).contains(3), (0.5...1.5).contains(1), Array(1...4))
  """###,
  ###"""
  print("tab\tquote\" backslash\\ \u{1F600} é")
  """###,
  ###"""
  print(#"raw \n \(1)"#, #"inter \#(1 + 1)"#)
  """###,
  ###"""
  let t = """
    first
      second \
    joined
    \(1 + 1)
    """
  print(t)
  """###,
  ###"""
  let n = 42; print("n = \(n), half = \(Double(n) / 2), list = \([1, 2]), nested = \("in\(n)")")
  """###,
  ###"""
  print([1, 2, 3], ["a", "b"], [1.0, 2.5], [[1], [2, 3]], [true], [Int](), ["a": 1], [String: Int]())
  """###,
  ###"""
  print((1, "a"), (x: 1, y: 2.5), ((1, 2), 3), [(1, "b")])
  """###,
  ###"""
  let o: Int? = 3; let e: Int? = nil; print(o as Any, e as Any, o ?? 0, e ?? 7, o!, [o, e])
  """###,
  ###"""
  var a = [1, 2, 3]; var b = a; b.append(4); b[0] = 9; print(a, b, a.count, b.count)
  """###,
  ###"""
  var a = [3, 1, 2]; a.sort(); print(a); a.sort { $0 > $1 }; print(a); a.reverse(); print(a); a.swapAt(0, 2); print(a)
  """###,
  ###"""
  var a = [1, 2, 3, 4]; a.insert(9, at: 1); print(a, a.remove(at: 0), a, a.removeLast(), a.popLast() as Any, a)
  """###,
  ###"""
  var a = [1, 2, 3, 4, 5, 6]; a.removeAll { $0 % 2 == 0 }; print(a); a += [7, 8]; a.append(contentsOf: [1, 1]); print(a); a.removeFirst(); print(a)
  """###,
  ###"""
  let a = [5, 3, 8]; print(a.min()!, a.max()!, a.first!, a.last!, a.isEmpty, a.contains(3), a.firstIndex(of: 8)!, a.firstIndex(of: 1) as Any)
  """###,
  ###"""
  let a = [1, 2, 3, 4]; print(a.map { $0 * $0 }, a.filter { $0 > 2 }, a.reduce(0, +), a.reduce(1) { $0 * $1 }, a.reversed().map { $0 })
  """###,
  ###"""
  let d = [1.5, 2.5]; print(d.reduce(0, +), d.reduce(0) { $0 + $1 }, d.map { $0 * 2 }, d.map { Int($0) }, d.max()!)
  """###,
  ###"""
  let a = [1, 2, 3]; for (i, v) in a.enumerated() { print(i, v) }; for (x, y) in zip(a, ["p", "q", "r"]) { print(x, y) }
  """###,
  ###"""
  let s = "hello world"; print(s.count, s.uppercased(), s.hasPrefix("he"), s.hasSuffix("x"), s.split(separator: " "), s.contains("wor"))
  """###,
  ###"""
  let s = "hello"; for c in s { print(c, terminator: "-") }; print(); print(String(s.reversed()), s.first!, s.last!, s.prefix(2), s.suffix(2), s.dropFirst())
  """###,
  ###"""
  print(["a", "b", "c"].joined(separator: ", "), ["x", "y"].joined(), [[1], [2]].joined().map { $0 })
  """###,
  ###"""
  var d = ["a": 1]; d["b"] = 2; d["a"]! += 5; d["c", default: 10] += 1; print(d["a"]!, d["b"]!, d["c"]!, d["z"] as Any, d.count); d["a"] = nil; print(d.count)
  """###,
  ###"""
  let d = ["b": 2, "a": 1, "c": 3]; for k in d.keys.sorted() { print(k, d[k]!) }; print(d.values.sorted(), d.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
  """###,
  ###"""
  let d = ["x": [1, 2]]; var e = d; e["x"]?.append(3); e["y", default: []].append(4); print(d["x"]!, e["x"]!, e["y"]!)
  """###,
  ###"""
  var m = [[0, 0], [0, 0]]; m[1][0] = 5; m[0][1] += 2; print(m); m[0].append(7); print(m)
  """###,
  ###"""
  var t = (1, name: "n"); t.0 = 5; t.name += "!"; print(t, t.0, t.name)
  """###,
  ###"""
  var (a, b) = (1, 2); (a, b) = (b, a); print(a, b); let (c, _) = (a, b); print(c)
  """###,
  ###"""
  if 1 > 2 { print("a") } else if 2 > 1 { print("b") } else { print("c") }
  """###,
  ###"""
  var i = 0; while i < 3 { print(i); i += 1 }; repeat { i -= 1 } while i > 0; print(i)
  """###,
  ###"""
  for i in 0..<10 where i % 3 == 0 { if i == 6 { continue }; print(i) }
  """###,
  ###"""
  for i in stride(from: 10, to: 0, by: -3) { print(i, terminator: " ") }; for x in stride(from: 0.0, through: 1.0, by: 0.25) { print(x, terminator: " ") }; print()
  """###,
  ###"""
  outer: for i in 1...3 { for j in 1...3 { if j == 2 { continue outer }; if i == 3 { break outer }; print(i, j) } }
  """###,
  ###"""
  for i in (1...3).reversed() { print(i) }
  """###,
  ###"""
  func add(_ a: Int, to b: Int = 10) -> Int { a + b }; print(add(1), add(1, to: 2))
  """###,
  ###"""
  func fact(_ n: Int) -> Int { n <= 1 ? 1 : n * fact(n - 1) }; print(fact(10), fact(20))
  """###,
  ###"""
  func even(_ n: Int) -> Bool { n == 0 ? true : odd(n - 1) }; func odd(_ n: Int) -> Bool { n == 0 ? false : even(n - 1) }; print(even(10), odd(7))
  """###,
  ###"""
  func outer(_ x: Int) -> Int { func inner(_ y: Int) -> Int { x * y }; return inner(3) + inner(4) }; print(outer(2))
  """###,
  ###"""
  func make() -> () -> Int { var n = 0; return { n += 1; return n } }; let c = make(); let d = make(); print(c(), c(), d(), c())
  """###,
  ###"""
  func apply(_ f: (Int) -> Int, _ x: Int) -> Int { f(x) }; print(apply({ $0 + 1 }, 2), apply({ x in x * x }, 3)); print(apply({ (x: Int) -> Int in return x - 1 }, 3))
  """###,
  ###"""
  let f: (Double, Double) -> Double = { $0 * $1 }; print(f(2, 3)); let g = { (a: Int, b: Int) in a + b }; print(g(1, 2))
  """###,
  ###"""
  var total = 0; [1, 2, 3].forEach { total += $0 }; print(total)
  """###,
  ###"""
  let words = ["swift", "is", "small"]; print(words.sorted { $0.count < $1.count }, words.map { $0.count }.max()!, words.map(\.count))
  """###,
  ###"""
  print([1, 2, 3].map(String.init), ["1", "x", "3"].compactMap { Int($0) }, [[1, 2], [3]].flatMap { $0 })
  """###,
  ###"""
  print(Int("42")!, Int("x") as Any, Double("2.5")!, Int(3.9), Int(-3.9), String(5), String(2.0), Double(3), Int("ff", radix: 16)!)
  """###,
  ###"""
  let names: [String: [Int]] = ["a": [1]]; print(names["a"]?.count as Any, names["b"]?.first as Any, names["a"]?.first ?? 0)
  """###,
  ###"""
  let x: Int? = 2; switch x { case .some(let v): print(v); case .none: print("none") }; switch x { case nil: print("nil"); case let v?: print(v) }
  """###,
  ###"""
  switch 7 { case 0: print("zero"); case 1...5: print("low"); case 6, 7: print("mid"); default: print("high") }
  """###,
  ###"""
  switch (1, "a") { case (0, _): print("zero"); case (let n, "a") where n > 0: print("a", n); default: print("other") }
  """###,
  ###"""
  let c: Character = "b"; switch c { case "a": print(1); case "b": print(2); default: print(3) }
  """###,
  ###"""
  switch 1 { case 1: print("one"); fallthrough; case 2: print("two"); default: print("many") }
  """###,
  ###"""
  struct P { var x: Int; var y = 2; func sum() -> Int { x + y }; var double: Int { x * 2 } }; var p = P(x: 1); p.x = 5; let q = p; p.y = 9; print(p.sum(), q.sum(), p.double, P(x: 3, y: 4))
  """###,
  ###"""
  struct C { var n = 0; mutating func up(by k: Int = 1) { n += k }; mutating func take() -> Int { n += 1; return n } }; var c = C(); c.up(); c.up(by: 5); print(c.take(), c.n)
  """###,
  ###"""
  struct V { var x: Double; var y: Double; var length: Double { (x * x + y * y).squareRoot() }; func scaled(by k: Double) -> V { V(x: x * k, y: y * k) } }; print(V(x: 3, y: 4).length, V(x: 1, y: 2).scaled(by: 2))
  """###,
  ###"""
  struct S { var items: [Int] = []; mutating func push(_ x: Int) { items.append(x) }; mutating func pop() -> Int? { items.popLast() } }; var s = S(); s.push(1); s.push(2); print(s.pop() as Any, s.items)
  """###,
  ###"""
  struct T { let a: Int; let b: String; init(_ n: Int) { a = n; b = "v\(n)" } }; print(T(3), T(4).b)
  """###,
  ###"""
  enum D { case north, south }; let d = D.north; let e: D = .south; print(d, e, d == .north, d == e); switch e { case .north: print("n"); case .south: print("s") }
  """###,
  ###"""
  enum Shape { case circle(Double), rect(w: Double, h: Double); var area: Double { switch self { case .circle(let r): return 3 * r * r; case .rect(let w, let h): return w * h } } }; print(Shape.circle(2).area, Shape.rect(w: 2, h: 3).area, Shape.rect(w: 1, h: 2))
  """###,
  ###"""
  enum R: Int { case a = 1, b, c }; print(R.b.rawValue, R(rawValue: 3)!, R(rawValue: 9) as Any); enum S: String { case x, y = "why" }; print(S.x.rawValue, S.y.rawValue)
  """###,
  ###"""
  enum K: CaseIterable { case a, b, c }; print(K.allCases.count); for k in K.allCases { print(k, terminator: " ") }; print()
  """###,
  ###"""
  struct P: Equatable { var x: Int }; print(P(x: 1) == P(x: 1), P(x: 1) != P(x: 2), [P(x: 1)].contains(P(x: 1)))
  """###,
  ###"""
  print(max(1, 2), min(3, 1, 2), max(1, 2.5), abs(-3), abs(-2.5))
  """###,
  ###"""
  let x = 3; print(x > 2 ? "yes" : "no", x == 3 ? 1 : 0, (x > 5 ? 1 : 2) * 2)
  """###,
  ###"""
  print(2.0.squareRoot(), (2.5).rounded(), 7.0.truncatingRemainder(dividingBy: 4), Double.pi, 10.isMultiple(of: 5), 3.7.rounded(.down))
  """###,
  ###"""
  print(1 << 4, 255 & 15, 8 | 1, 5 ^ 1, ~5, 256 >> 2, 7 &+ 1)
  """###,
  ###"""
  print(Int.max, Int.min, (-5).magnitude, 5.signum())
  """###,
  ###"""
  let a = [1, 2, 3, 4, 5]; print(a[1..<3], a.prefix(2), a.suffix(2), a.dropFirst(), a.dropLast(2), Array(a.prefix(3)))
  """###,
  ###"""
  var a = [Int](repeating: 0, count: 3); a[1] = 5; print(a, [Double](repeating: 1.5, count: 2), String(repeating: "ab", count: 2))
  """###,
  ###"""
  let s = Set([1, 2, 2, 3]); print(s.count, s.contains(2), s.sorted(), s.union([9]).count, s.intersection([1, 5]).sorted())
  """###,
  ###"""
  var u: Set<String> = ["a"]; u.insert("b"); u.insert("a"); print(u.count, u.sorted())
  """###,
  ###"""
  let g = Dictionary(grouping: [1, 2, 3, 4]) { $0 % 2 }; print(g[0]!, g[1]!); let z = Dictionary(uniqueKeysWithValues: [("a", 1), ("b", 2)]); print(z["b"]!)
  """###,
  ###"""
  var counts: [Character: Int] = [:]; for c in "banana" { counts[c, default: 0] += 1 }; print(counts["a"]!, counts["n"]!, counts.count)
  """###,
  ###"""
  var s = "ab"; s += "cd"; s.append("e"); print(s, s + "f", s == "abcde", "\(s)!".count)
  """###,
  ###"""
  struct Bad: Error { var code: Int }; func risky(_ n: Int) throws -> Int { if n > 1 { throw Bad(code: n) }; return n }; do { print(try risky(1)); print(try risky(2)) } catch { print("caught", error) }; print((try? risky(5)) as Any, (try? risky(0)) as Any)
  """###,
  ###"""
  func f() { defer { print("deferred") }; print("body") }; f()
  """###,
  ###"""
  func g(_ n: Int) -> Int { defer { print("bye", n) }; for i in 0..<5 { if i == n { return i * 10 } }; return -1 }; print(g(2), g(9))
  """###,
  ###"""
  func h(_ x: Int?) -> String { guard let x, x > 0 else { return "none" }; return "got \(x)" }; print(h(nil), h(-1), h(4))
  """###,
  ###"""
  let fs = (0..<3).map { i in { i * 10 } }; print(fs.map { $0() })
  """###,
  ###"""
  let compose = { (f: @escaping (Int) -> Int, g: @escaping (Int) -> Int) in { (x: Int) in g(f(x)) } }; print(compose({ $0 + 1 }, { $0 * 2 })(3))
  """###,
  ###"""
  var grid = Array(repeating: Array(repeating: 0, count: 3), count: 2); for i in 0..<2 { for j in 0..<3 { grid[i][j] = i * 3 + j } }; print(grid)
  """###,
  ###"""
  func sieve(_ n: Int) -> [Int] { var is_prime = [Bool](repeating: true, count: n + 1); var out: [Int] = []; for i in 2...n { if is_prime[i] { out.append(i); var j = i * i; while j <= n { is_prime[j] = false; j += i } } }; return out }; print(sieve(50))
  """###,
  ###"""
  func gcd(_ a: Int, _ b: Int) -> Int { var (a, b) = (a, b); while b != 0 { (a, b) = (b, a % b) }; return a }; print(gcd(48, 36))
  """###,
  ###"""
  func collatz(_ n: Int) -> Int { var n = n; var k = 0; while n != 1 { n = n % 2 == 0 ? n / 2 : 3 * n + 1; k += 1 }; return k }; print(collatz(27))
  """###,
  ###"""
  func quick(_ a: [Int]) -> [Int] { guard a.count > 1 else { return a }; let p = a[0]; let rest = a.dropFirst(); return quick(rest.filter { $0 < p }) + [p] + quick(rest.filter { $0 >= p }) }; print(quick([3, 6, 1, 8, 2, 9, 2]))
  """###,
  ###"""
  func bin(_ a: [Int], _ x: Int) -> Int? { var lo = 0, hi = a.count - 1; while lo <= hi { let m = (lo + hi) / 2; if a[m] == x { return m }; if a[m] < x { lo = m + 1 } else { hi = m - 1 } }; return nil }; print(bin([1, 3, 5, 7], 5) as Any, bin([1, 3], 2) as Any)
  """###,
  ###"""
  let mean = { (xs: [Double]) -> Double in xs.reduce(0, +) / Double(xs.count) }; let v = [1.0, 2, 3, 4]; let m = mean(v); print(m, v.map { ($0 - m) * ($0 - m) }.reduce(0, +))
  """###,
  ###"""
  let rates = [1e-3, 1.2e-3, 0.1]; for r in rates { print(r) }
  """###,
  ###"""
  let a: [Double] = [1, 2, 3]; let b: [Double?] = [1, nil]; let c: [Any] = [1, "a", 2.5]; print(a, b, c)
  """###,
  ###"""
  let d: [String: Double] = ["a": 1, "a2": 2]; print(d["a"]! + 1/2)
  """###,
  ###"""
  let x = 5; let r = if x > 3 { "big" } else { "small" }; print(r)
  """###,
  ###"""
  let v: Any = 3; if v is Int { print("int") }; if let n = v as? Int { print(n + 1) }; print(v as? String as Any)
  """###,
  ###"""
  print([1, 2] + [3], [1, 2] == [1, 2], [1: "a"] == [1: "a"], (1, 2) == (1, 2), (1, "b") < (1, "c"))
  """###,
  ###"""
  let a = [4, 2, 9]; print(a.indices, a.indices.map { a[$0] }, a.startIndex, a.endIndex, a.allSatisfy { $0 > 1 }, a.contains { $0 == 9 })
  """###,
  ###"""
  print((1...5).reduce(0, +), (1...5).map { $0 * $0 }, (0..<5).filter { $0 % 2 == 1 }, (1...3).count, (0..<0).isEmpty)
  """###,
  ###"""
  var x = 10; x += 5; x -= 1; x *= 2; x /= 4; x %= 4; print(x); var y = 2.0; y *= 1.5; y /= 2; y -= 1/2; print(y)
  """###,
  ###"""
  let opt: String? = "hi"; print(opt?.count as Any, opt?.uppercased() ?? "-", opt.map { $0 + "!" } as Any)
  """###,
  ###"""
  func stats(_ xs: [Double]) -> (mean: Double, max: Double) { (xs.reduce(0, +) / Double(xs.count), xs.max() ?? 0) }; let s = stats([1, 2, 6]); print(s.mean, s.max, s)
  """###,
  ###"""
  func pick(_ b: Bool) -> Int? { b ? 1 : nil }; print(pick(true) as Any, pick(false) as Any)
  """###,
  ###"""
  func identity<T>(_ x: T) -> T { x }; print(identity(3), identity("a"))
  """###,
  ###"""
  let pairs = [(1, "one"), (2, "two")]; for (n, w) in pairs { print(n, w) }; print(pairs.map { $0.1 }, pairs.first!.0)
  """###,
  ###"""
  print([3, 1, 2].sorted(by: >), [3, 1, 2].sorted(by: <), ["b", "a"].sorted(), [1, 5, 2].max { $0 < $1 }!, [2.5, -1].min()!)
  """###,
  ###"""
  print("a,b,,c".split(separator: ","), "a,b,,c".split(separator: ",", omittingEmptySubsequences: false), "x y".split(separator: " ").map { String($0) })
  """###,
  ###"""
  let text = "the cat the dog"; var freq: [String: Int] = [:]; for w in text.split(separator: " ") { freq[String(w), default: 0] += 1 }; for (k, v) in freq.sorted(by: { $0.value > $1.value || ($0.value == $1.value && $0.key < $1.key) }) { print(k, v) }
  """###,
  ###"""
  print(1.0 == 1, 0.1 + 0.2 == 0.3, 3.0 / 0, -1.0 / 0, (0.0 / 0).isNaN, 5.0.isFinite)
  """###,
  ###"""
  let big = 9_007_199_254_740_993; print(big, Double(big), 1e100, 4.9e-324, 1.7976931348623157e308)
  """###,
  ###"""
  print(Float(1) / 3, Float(16777217), Double(Float(0.1)))
  """###,
  ###"""
  let s = "é👩‍👩‍👧e\u{301}"; print(s.count, Array(s).count, s.reversed().count)
  """###,
  ###"""
  print("b" + String(repeating: "=", count: 5), "a" < "B", "Z" < "a", "10" < "9")
  """###,
  ###"""
  var n = 0; while true { n += 1; if n > 5 { break } }; print(n)
  """###,
  ###"""
  var k = 3; repeat { print(k, terminator: ","); k -= 1 } while k > 0; print("")
  """###,
  ###"""
  let m = [[1, 2], [3, 4]]; print(m.map { $0.reduce(0, +) }, m.flatMap { $0 }.map { Double($0) }.reduce(0, +), m[1][0], m.map { row in row.map { $0 * 2 } })
  """###,
  ###"""
  struct Node { var value: Int; var children: [Node] = []; func total() -> Int { value + children.map { $0.total() }.reduce(0, +) } }; print(Node(value: 1, children: [Node(value: 2), Node(value: 3, children: [Node(value: 4)])]).total())
  """###,
  ###"""
  struct M { var rows: [[Int]]; func at(_ i: Int, _ j: Int) -> Int { rows[i][j] } }; var mm = M(rows: [[1, 2], [3, 4]]); mm.rows[0][1] = 7; print(mm.at(0, 1), mm.rows)
  """###,
  ###"""
  struct Counter { static let limit = 3; static func make() -> Counter { Counter(n: limit) }; var n: Int }; print(Counter.limit, Counter.make().n)
  """###,
  ###"""
  enum Op { case add(Int), neg }; func run(_ ops: [Op], _ x: Int) -> Int { var x = x; for op in ops { switch op { case .add(let k): x += k; case .neg: x = -x } }; return x }; print(run([.add(2), .neg, .add(10)], 1))
  """###,
  ###"""
  enum T { case leaf, node(Int) }; let ts: [T] = [.leaf, .node(4)]; for t in ts { if case .node(let v) = t { print("node", v) } else { print("leaf") } }
  """###,
  ###"""
  print(String(255, radix: 16), String(5, radix: 2), Int("101", radix: 2)!)
  """###,
  ###"""
  let x = 5, y = 6; print(x * y); var p = 1, q = 2.5; p += 1; q += 1; print(p, q)
  """###,
  ###"""
  let a: Int; if true { a = 1 } else { a = 2 }; print(a)
  """###,
  ###"""
  func noReturn(_ x: Int) { print("got", x) }; noReturn(3); let r: Void = noReturn(4); print(r)
  """###,
  ###"""
  let f = [1, 2, 3].map { x -> Double in let y = Double(x); return y / 2 }; print(f)
  """###,
  ###"""
  let q = [1, 2, 3].reduce(into: [Int]()) { $0.append($1 * 2) }; print(q)
  """###,
  ###"""
  print([1, 2, 3, 4].prefix { $0 < 3 }, [5, 6].first { $0 > 5 } as Any, [1, 2, 3].last { $0 < 3 } as Any, [1, 2].elementsEqual([1, 2]))
  """###,
  ###"""
  let (quo, rem) = 17.quotientAndRemainder(dividingBy: 5); print(quo, rem)
  """###,
  ###"""
  var a = [1, 2, 3]; for x in a { if x == 2 { a.append(9) } }; print(a)
  """###,
  ###"""
  var arr = ["x", "y"]; arr[0] += "!"; arr[1] = arr[0] + arr[1]; print(arr)
  """###,
  ###"""
  var b = true; b.toggle(); print(b, !b); var z = 5; z.negate(); print(z)
  """###,
  ###"""
  print(type(of: 1), type(of: 1.5), type(of: "s"), type(of: [1]), type(of: true))
  """###,
  ###"""
  let n = 3; switch n { case let x where x < 0: print("neg"); case 0: print("zero"); case let x: print("pos", x) }
  """###,
  ###"""
  let v: (Int, Int) = (2, 0); switch v { case (let x, 0): print("x", x); case (0, let y): print("y", y); case let (x, y): print(x, y) }
  """###,
  ###"""
  func sum(_ xs: [Int]) -> Int { var t = 0; for x in xs { t += x }; return t }; print(sum([]), sum([1, 2]), sum(Array(1...100)))
  """###,
  ###"""
  let a = [1, 2, 3]; let i = a.firstIndex { $0 > 1 }; if let i { print(i, a[i]) }; print(a.lastIndex(of: 3)!)
  """###,
  ###"""
  let matrix = (0..<3).map { i in (0..<3).map { j in i == j ? 1.0 : 0.0 } }; print(matrix)
  """###,
  ###"""
  var s = 0.0; for k in 0..<1000 { s += (k % 2 == 0 ? 1.0 : -1.0) / Double(2 * k + 1) }; print(4 * s)
  """###,
  ###"""
  var h = 5381; for c in [104, 105] { h = (h &* 33) ^ c }; print(h)
  """###,
  ###"""
  let r = 2.0; let area = Double.pi * r * r; print(area, -r, +r, -(r + 1))
  """###,
  ###"""
  let name = "Ada"; let age: Int? = nil; print("\(name) is \(age.map { "\($0)" } ?? "unknown")")
  """###,
  ###"""
  print("multi", 1, 2.5, true, [1], separator: "|", terminator: ".\n")
  """###,
  ###"""
  func f(_ x: Double) -> Double { x * x }; let df = { (f: (Double) -> Double, x: Double) -> Double in (f(x + 0.5) - f(x - 0.5)) / 1 }; print(df(f, 2), [1.0, 2].map(f))
  """###,
  ###"""
  func fold(_ xs: [Int], _ start: Int, _ op: (Int, Int) -> Int) -> Int { var acc = start; for x in xs { acc = op(acc, x) }; return acc }; print(fold([1, 2, 3], 0, +), fold([1, 2, 3], 1, *), fold([1, 2], 0) { $0 - $1 })
  """###,
  ###"""
  struct Stack { private var a: [Int] = []; var isEmpty: Bool { a.isEmpty }; mutating func push(_ x: Int) { a.append(x) } }; var st = Stack(); print(st.isEmpty); st.push(1); print(st.isEmpty)
  """###,
  ###"""
  let x = [[0, 0], [0.5, 1]]; print(x, type(of: x))
  """###,
  ###"""
  print([(1, 2), (1.5, 2)], [("a", 1), ("b", 2.5)])
  """###,
  ###"""
  print([[1, 2], [1.0/4.0, 1]], ["a": [1, 2]]["a"]!, ["b": [1, 0.5]]["b"]!)
  """###,
  ###"""
  let d = ["a": [1, 2], "b": [0.5]]; print(d["a"]!, d["b"]!)
  """###,
  ###"""
  let y = 2.5; print([[1, 2], [y, 1]], [(1, y), (2, 3)], [(1, y), (1.5, y)])
  """###,
  ###"""
  let t = [[[1], [2]], [[0.5], [3]]]; print(t)
  """###,
  ###"""
  print([1, 2] + [0.5], [1, 2] == [1.0, 2], (1, 2) == (1.0, 2))
  """###,
  ###"""
  let o = [[1, nil], [2, 0.5]]; print(o.count, o[0][0]!)
  """###,
  ###"""
  let a: [Double] = [1, 2]; print(a, a.map { $0 / 4 })
  """###,
  ###"""
  print([1, 2, 3].map { Double($0) / 2 })
  """###,
  ###"""
  let xs = [1.0, 2.0, 3.0], ys = [2.0, 4.0, 6.5]
  let mx = xs.reduce(0, +) / Double(xs.count), my = ys.reduce(0, +) / Double(ys.count)
  let sxy = zip(xs, ys).map { ($0 - mx) * ($1 - my) }.reduce(0, +)
  let sxx = xs.map { ($0 - mx) * ($0 - mx) }.reduce(0, +)
  print(sxy / sxx, my - sxy / sxx * mx)
  """###,
  ###"""
  let runs = [("a", 0.9), ("b", 0.95), ("c", 0.7)]
  let sorted = runs.sorted(by: { $0.1 > $1.1 }); print(sorted.map { $0.0 }, sorted.first!.1)
  """###,
  ###"""
  print([0.1, 0.2, 0.3].reduce(0) { $0 + $1 }, [1, 2, 3].reduce(1) { $0 * $1 }, ["a", "b"].reduce("") { $0 + $1 })
  """###,
  ###"""
  let scores = ["x": 1.5, "y": 2.5, "z": 0.5]
  for (name, score) in scores.sorted(by: { $0.key < $1.key }) { print(name, score) }
  print(scores.values.max()!, scores.keys.sorted(), scores.map { $0.value }.reduce(0, +))
  """###,
  ###"""
  for s in stride(from: 0.0, to: 1, by: 0.25) { print(s) }
  print(Array(stride(from: 10, through: 0, by: -5)))
  """###,
  ###"""
  let v = 3.14159; print("\((v * 100).rounded() / 100) \(Int(v)) \(v < 3 ? "low" : "high")")
  """###,
  ###"""
  let n = 3; let r = n > 2 ? 1 : 0.5; print(r)
  """###,
  ###"""
  let q = [3, 1, 2]; print(q.max()!, q.min()!, q.first!, q.last!, q.firstIndex(of: 1)!)
  """###,
  ###"""
  let norm = { (v: [Double]) -> Double in
    var total = 0.0
    for x in v { total += x * x }
    return total.squareRoot()
  }
  print(norm([3, 4]))
  """###,
  ###"""
  func apply(_ f: (Double) -> Double, n: Int, to x: Double) -> Double { var y = x; for _ in 0..<n { y = f(y) }; return y }
  print(apply({ $0 / 2 }, n: 3, to: 8))
  """###,
  ###"""
  struct Run { var name: String; var best: Double?; var epochs = 10 }
  var run = Run(name: "a", best: nil); print(run.best ?? -1); run.best = 0.5; run.epochs += 1; print(run.best!, run)
  """###,
  ###"""
  struct Layer { let inputs: Int; let outputs: Int; var weights: Int { inputs * outputs } }
  let layers = [Layer(inputs: 784, outputs: 300), Layer(inputs: 300, outputs: 100)]
  print(layers.map(\.weights).reduce(0, +), layers.map { $0.weights + $0.outputs })
  """###,
  ###"""
  let widths = [784, 300, 100, 10]
  let sizes = zip(widths, widths.dropFirst()).map { $0 * $1 }; print(sizes, sizes.reduce(0, +))
  """###,
  ###"""
  var history: [(epoch: Int, loss: Double)] = []
  for e in 0..<3 { history.append((epoch: e, loss: 1 / Double(e + 1))) }
  print(history.min { $0.loss < $1.loss }!.epoch, history.map(\.loss))
  """###,
  ###"""
  let matrix = [[1, 2, 3], [4, 5, 6]]
  let transposed = (0..<3).map { j in matrix.map { $0[j] } }; print(transposed, matrix.flatMap { $0 }.filter { $0 % 2 == 0 })
  """###,
  ###"""
  var counts: [String: Int] = [:]
  for w in ["a", "b", "a"] { counts[w, default: 0] += 1 }
  print(counts.sorted { $0.value > $1.value }.map { "\($0.key)=\($0.value)" }.joined(separator: ", "))
  """###,
  ###"""
  let means = [[1.0, 2], [3, 4]].map { row in row.reduce(0, +) / Double(row.count) }; print(means)
  """###,
  ###"""
  let groups = Dictionary(grouping: [1, 2, 3, 4, 5], by: { $0 % 2 }); print(groups[0]!, groups[1]!)
  """###,
  ###"""
  print([1, 2].map(\.description))
  """###,
  ###"""
  print([1.0, 4, 9].map { $0.squareRoot() }, [1, 2].map(Double.init), ["1", "x"].compactMap { Int($0) }, ["1.5"].map { Double($0)! })
  """###,
  ###"""
  let variance = { (xs: [Double]) -> Double in let m = xs.reduce(0, +) / Double(xs.count); return xs.map { ($0 - m) * ($0 - m) }.reduce(0, +) / Double(xs.count - 1) }
  print(variance([1, 2, 4]), variance([1, 2, 4]).squareRoot())
  """###,
  ###"""
  let grid = (0...2).flatMap { i in (0...2).map { j in (Double(i) / 2, Double(j) / 2) } }; print(grid.count, grid[5])
  """###,
  ###"""
  let cum = [1, 2, 3].reduce(into: [Int]()) { $0.append(($0.last ?? 0) + $1) }; print(cum)
  """###,
  ###"""
  var a2 = [5, 3, 8]; let order = a2.indices.sorted { a2[$0] < a2[$1] }; print(order); a2.sort(by: >); print(a2)
  """###,
  ###"""
  print((1...5).map { 1 / Double($0) }.enumerated().filter { $0.offset % 2 == 0 }.map { $0.element })
  """###,
  ###"""
  let rates: [String: (Double, Int)] = ["sgd": (0.1, 60), "adam": (1.2e-3, 60)]; print(rates["adam"]!.0, rates["sgd"]!.1)
  """###,
  ###"""
  var m = [[Double]](repeating: [Double](repeating: 0, count: 2), count: 2); m[0][1] = 1; m[1][0] += 2.5; print(m)
  """###,
  ###"""
  var run2: (loss: Double, acc: Double)? = nil; if run2 == nil { run2 = (loss: 1, acc: 0) }; run2!.acc += 0.5; print(run2!.acc)
  """###,
  ###"""
  struct Best { var value: Double?; var step: Int? }
  var b = Best(); for (i, v) in [0.3, 0.1, 0.2].enumerated() where v < b.value ?? .infinity { b.value = v; b.step = i }
  print(b.value!, b.step!, b.value.map { $0 * 2 }!)
  """###,
  ###"""
  let s = [1, 2, 3, 4].prefix(2).map { $0 * 2 } + [1, 2, 3, 4].suffix(1); print(s, [1, 2, 3].reversed().map { $0 }, [4, 5].contains(4))
  """###,
  ###"""
  let chosen = [("x", 3), ("y", 1)].min { $0.1 < $1.1 }?.0 ?? "none"; print(chosen)
  """###,
  ###"""
  let linspace = { (a: Double, b: Double, n: Int) in (0..<n).map { a + (b - a) * Double($0) / Double(n - 1) } }; print(linspace(0, 1, 5))
  """###,
  ###"""
  func compose(_ f: @escaping (Double) -> Double, _ g: @escaping (Double) -> Double) -> (Double) -> Double { { g(f($0)) } }
  print(compose({ $0 + 1 }, { $0 * 2 })(3))
  """###,
  ###"""
  let table = [[1, 0.5], [2, 0.25]]; for row in table { print(row.map { "\($0)" }.joined(separator: "\t")) }
  """###,
  ###"""
  print(Double("1e-3")!, Int("42")!, 7.0 / 2, Double(7) / 2, 7 / 2, (7.0 / 2).rounded(.down), Int(3.9), -7 % 3)
  """###,
  ###"""
  let w: Double? = nil; let z = w.map { $0 * 2 } ?? 0; print(z, w == nil, (w ?? 1) * 3)
  """###,
  ###"""
  print([3, 1, 2].sorted().map(String.init).joined(separator: "-"), [true, false].filter { $0 }.count, "ab".uppercased())
  """###,
  ###"""
  struct S { var x: Int }; var s1: S? = nil; s1?.x = 3; print(s1 as Any); s1 = S(x: 1); s1?.x += 4; print(s1!.x)
  """###,
  ###"""
  var dd = ["a": [1]]; dd["b"]?.append(2); dd["a"]?.append(3); print(dd); var calls = 0; func next() -> Int { calls += 1; return calls }; dd["z"]?[next()] = next(); print(calls)
  """###,
  ###"""
  enum E: Error { case bad }; func g() throws { defer { print("d1") }; defer { print("d2") }; throw E.bad }; do { try g() } catch { print("caught", error) }
  """###,
  ###"""
  enum E2: Error { case bad }; func h(_ n: Int) throws -> Int { for i in 0..<3 { defer { print("turn", i) }; if i == n { throw E2.bad } }; defer { print("end") }; if n == 5 { return 7 }; throw E2.bad }; print((try? h(1)) as Any, (try? h(5)) as Any, (try? h(9)) as Any)
  """###,
  ###"""
  enum E3: Error { case bad }; func k() throws { defer { do { throw E3.bad } catch { print("inner", error) } }; do { defer { print("block") }; throw E3.bad } catch { print("outer", error) } }; try k()
  """###,
  ###"""
  for case let x? in [1, nil, 3] { print(x) }; for case (let a, 0) in [(1, 0), (2, 1), (3, 0)] where a > 1 { print(a) }; for case let x? in [1, nil, 3, 4] { if x == 3 { continue }; print(x); if x == 4 { break } }
  """###,
  ###"""
  let oa = [1, 2, 3, 4]; print(Array(oa[1...]), Array(oa[...1]), Array(oa[..<2]), oa[2...].map { $0 * 2 }, Array(oa.suffix(from: 3)), oa[1...].reduce(0, +))
  """###,
  ###"""
  enum Op { case add(Int), stop }; for case .add(let n) in [Op.add(1), .stop, .add(3)] { print(n) }
  """###,
]
