/// Snippets of the standard library that Swift itself accepts; `Results.swift` has what the real compiler's program
/// printed.
let librarySnippets: [String] = [
  ###"""
  let a = [3, 1, 3, 2]; print(a.max()!, a.indices.max { a[$0] < a[$1] }!, a.min { $0 % 3 < $1 % 3 }!, ["aa", "bb", "c"].max { $0.count < $1.count }!)
  """###,
  ###"""
  print([("Ann", 30), ("Bob", 25), ("Cy", 30)].max { $0.1 < $1.1 }!.0, ["x": 1].max { $0.value < $1.value }!.key, [1.0, 3, 3].enumerated().max { $0.element < $1.element }!.offset)
  """###,
  ###"""
  print(max(1, Double.nan), max(Double.nan, 1), min(1, Double.nan), min(Double.nan, 1), [1, Double.nan].max()!, [Double.nan, 1].max()!, [Double.nan, 1].min()!, max(1, 2, 3, 2), min(3, 1, 2))
  """###,
  ###"""
  print([3.0, 1, 2].sorted(), [2, 3, 1].sorted(by: >), ["b", "A", "a"].sorted(), [(2, "b"), (1, "z"), (2, "a")].sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { $0.1 })
  """###,
  ###"""
  let a = [10, 20, 30, 40, 50]; let s = a[1...3]; print(s, s[1], s.startIndex, s.endIndex, s.indices, s.first!, s.last!, s.count, s.firstIndex(of: 30)!, s.lastIndex { $0 > 20 }!)
  """###,
  ###"""
  let a = [10, 20, 30, 40, 50]; let t = a[1...][2...]; print(t, t.startIndex, Array(t)[0], t.dropFirst(), t.dropFirst().startIndex, t.reversed().first!, t == [30, 40, 50], t + [1], [0] + t, a[2..<2].isEmpty)
  """###,
  ###"""
  var s = [1, 2, 3, 4, 5][1...]; print(s.removeFirst(), s.popLast()!, s.startIndex, s, s.popFirst()!, s.count); s.append(9); s.removeLast(1); print(s, s.startIndex)
  """###,
  ###"""
  let r = [1, 2, 3, 4].dropFirst().dropLast(); print(r.first!, r.startIndex, Array(r), r.map { $0 * 2 }, r.reduce(0, +), r.contains(2), r.sorted(by: >), [Int](r))
  """###,
  ###"""
  var sum = 0; for x in [5, 6, 7, 8][1..<3] { sum += x }; for (i, x) in [5, 6, 7][1...].enumerated() { sum += i * x }; print(sum, [1, 2, 3].prefix(2), [1, 2, 3].suffix(2).startIndex, [1, 2, 3, 4].prefix { $0 < 3 }, [1, 2, 3, 4].drop { $0 < 3 })
  """###,
  ###"""
  var a = [1, 2, 3, 4, 5]; a[1...2] = [9]; print(a); a[0..<0] = [7, 7]; print(a); a[2..<4] = []; print(a); a[0...1] = a[1...2]; print(a)
  """###,
  ###"""
  var m = [[1, 2, 3], [4, 5, 6]]; m[0][0..<2] = [0]; m[1][1...1] = [7, 8, 9]; print(m)
  """###,
  ###"""
  var a = [1, 2, 3, 4]; a.replaceSubrange(1..<3, with: [0]); print(a); a.replaceSubrange(0...0, with: 5...7); print(a); a.removeSubrange(1...2); print(a); a.removeSubrange(0..<1); print(a)
  """###,
  ###"""
  var a = [1, 2]; a.insert(contentsOf: [8, 9], at: 1); a.insert(contentsOf: 5..<7, at: 0); print(a); a.removeFirst(2); a.removeLast(1); print(a, a.popLast()!, a); a.removeAll(keepingCapacity: true); print(a)
  """###,
  ###"""
  print([5, 3, 8].count { $0 > 3 }, [5, 3].count(where: { $0 > 9 }), [5, 3].starts(with: [5]), [1, 2].starts(with: [2, 4]) { $0 * 2 == $1 }, (1...5).starts(with: 1...2))
  """###,
  ###"""
  print([1, 0, 2, 3, 0, 4].split(separator: 0).map { Array($0) }, [1, 2, 3, 4].split { $0 % 2 == 0 }, [0, 1, 0].split(separator: 0, omittingEmptySubsequences: false).count, [1, 0, 2, 0, 3].split(separator: 0, maxSplits: 1).map { $0.count })
  """###,
  ###"""
  print([[1, 2], [3], []].joined(separator: [0]).map { $0 }, Array([[1], [2, 3]].joined()), ["a", "b"].joined(), ["a", "b"].joined(separator: ", "), [[0.5], [1]].joined(separator: [9]).reduce(0, +), ([] as [String]).joined(separator: ",").isEmpty)
  """###,
  ###"""
  var a = [1, 4, 2, 5, 3]; let p = a.partition { $0 > 2 }; print(p, a[..<p].sorted(), a[p...].sorted())
  """###,
  ###"""
  print([1, 2].lexicographicallyPrecedes([1, 3]), [1, 2].lexicographicallyPrecedes([1]), [2].lexicographicallyPrecedes([1], by: >), [1, 2].elementsEqual([1, 2]), [1, 2].elementsEqual([2, 4]) { $0 * 2 == $1 }, [(1, 2)].elementsEqual([(1, 2)], by: ==), (1...3).elementsEqual([1, 2, 3]))
  """###,
  ###"""
  let a = [4, 7, 1, 7]; print(a.lastIndex { $0 == 7 }!, a.lastIndex(of: 4)!, a.firstIndex { $0 > 9 } == nil, a.last { $0 < 5 }!, a.first { $0 > 4 }!, a.index(after: 1), a.index(before: 1), a.index(0, offsetBy: 3), a.index(0, offsetBy: 9, limitedBy: 4) == nil, a.distance(from: 1, to: 3))
  """###,
  ###"""
  let a: Set<Int> = [1, 2, 3]; let b: Set<Int> = [3, 4]; print(a.symmetricDifference(b).sorted(), a.isDisjoint(with: [9]), b.isSuperset(of: [4]), a.isStrictSubset(of: [1, 2, 3, 4]), a.isStrictSuperset(of: a), a.isSubset(of: 0..<9), a.union(b).count, a.intersection(b), a.subtracting([1, 2]))
  """###,
  ###"""
  var s: Set<Int> = [1, 2]; s.formUnion([7, 8]); s.subtract([2]); s.formIntersection([1, 7, 8]); s.formSymmetricDifference([8, 9]); print(s.sorted(), s.insert(3).inserted, s.insert(3).inserted, s.remove(3)!, s.remove(3) == nil, s.update(with: 7)!, s.filter { $0 > 5 }.count, s.contains(9), Set([1, 2]) == Set([2, 1]))
  """###,
  ###"""
  var work: Set<Int> = [3]; var seen: Set<Int> = []; while let n = work.popFirst() { if n > 20 || !seen.insert(n).inserted { continue }; work.formUnion([n * 2, n + 5]) }; print(seen.sorted(), work.isEmpty, seen.count { $0 % 2 == 0 })
  """###,
  ###"""
  let e: Set = ["x", "y"]; let o = Set("hello"); print(e.isSubset(of: ["x", "y", "z"]), o.count, Set([1, 1, 2]).count, e.map { $0 + "!" }.sorted(), Set(1...4).reduce(0, +), Set([[1], [1], [2]]).count)
  """###,
  ###"""
  var a = ["x": 1, "y": 2]; a.merge(["x": 10, "z": 3]) { $0 + $1 }; print(a["x"]!, a.count, a.merging(["x": 5]) { $1 }["x"]!, a.merging([("y", 7)], uniquingKeysWith: +)["y"]!, a.merging(zip(["q"], [0])) { a, _ in a }.count)
  """###,
  ###"""
  print(Dictionary([("a", 1), ("b", 5), ("a", 2)], uniquingKeysWith: { max($0, $1) })["a"]!, Dictionary(["k", "k"].map { ($0, 1) }, uniquingKeysWith: +), Dictionary(zip(["p"], [2.5]), uniquingKeysWith: { $1 }), Dictionary(uniqueKeysWithValues: zip([1], ["one"])))
  """###,
  ###"""
  let d = ["a": 1, "b": 5, "c": 3]; print(d.compactMapValues { $0 > 4 ? "\($0)" : nil }, d.mapValues { $0 * 2 }["c"]!, d.keys.sorted(), d.values.sorted(), d.filter { $0.value > 4 }, d.keys.contains("a"), d.values.max()!, d.contains { $0.value == 3 }, d.sorted { $0.value > $1.value }.map { $0.key }, d.count { $0.value < 4 })
  """###,
  ###"""
  var d = [String: [Int]](); for (i, w) in ["a", "b", "a"].enumerated() { d[w, default: []].append(i) }; print(d["a"]!, d.removeValue(forKey: "b")!, d.updateValue([9], forKey: "a")!, d["zz"] == nil, d.isEmpty, d.first!.key); d.removeAll(); print(d.isEmpty, Dictionary(grouping: 1...6) { $0 % 3 }[0]!)
  """###,
  ###"""
  var it = [1, 2, 3].makeIterator(); while let x = it.next() { print(x, terminator: ";") }; print(it.next() == nil); var c = "ab".makeIterator(); print(c.next()!, c.next()!, c.next() == nil)
  """###,
  ###"""
  print((1...1000).lazy.map { $0 * 2 }.filter { $0 % 3 == 0 }.first!, Array([1, 2].lazy.map { $0 + 1 }), [1, 2, 3].lazy.filter { $0 > 1 }.map { $0 * 10 }.reduce(0, +))
  """###,
  ###"""
  print(Array(sequence(first: 1) { $0 < 100 ? $0 * 3 : nil }), sequence(first: 10, next: { $0 > 7 ? $0 - 1 : nil }).map { $0 }); for x in sequence(first: 8.0, next: { $0 > 1 ? $0 / 2 : nil }) { print(x, terminator: " ") }; print()
  """###,
  ###"""
  print((0.5...2).clamped(to: 1...3), (0..<5).clamped(to: 7..<9), (2..<7).overlaps(6..<9), (2..<7).overlaps(7...9), (1...3).overlaps(3...4), (0..<0).overlaps(0..<1), (1...5).contains(2...3), (1...3) == 1...3, (0..<10).contains(10))
  """###,
  ###"""
  print((0..<10).dropFirst(2), (0..<10).prefix(3), (0..<10).suffix(2), (0..<10).dropLast(4), (0..<10).prefix { $0 < 4 }, (3..<6).indices, (3..<6).startIndex, (0..<0).isEmpty, (1...1).count, (0..<3).reversed().map { $0 }, (0.5..<0.5).isEmpty)
  """###,
  ###"""
  print((1...3).first!, (1...3).last!, (5..<5).first == nil, (1...9).min()!, (1...4).map { $0 * $0 }.reduce(0, +), (1...3).lowerBound, (1..<3).upperBound, Array((1...10).dropFirst(7)))
  """###,
  ###"""
  let s = "key=value"; if let i = s.firstIndex(of: "=") { print(s[..<i], s[s.index(after: i)...], s[i], s[i...], s[...i], s.distance(from: s.startIndex, to: i), s.prefix(upTo: i), s.suffix(from: i), s.prefix(through: i)) }
  """###,
  ###"""
  let s = "hello"; let i = s.index(s.startIndex, offsetBy: 1); let j = s.index(s.endIndex, offsetBy: -2); print(s[i], s[i..<j], s[i...j], s[s.startIndex], s[s.index(before: s.endIndex)], i < j, i == j, s.distance(from: j, to: i), s.index(i, offsetBy: 9, limitedBy: s.endIndex) == nil, s[s.index(j, offsetBy: 1, limitedBy: s.endIndex)!])
  """###,
  ###"""
  let s = "naïve 👨‍👩‍👧 e\u{301}"; print(s.count, s.indices.count, s.indices.map { s[$0] }.count, s.utf8.count, s.unicodeScalars.count, s.utf16.count, s[s.index(s.startIndex, offsetBy: 6)], s.last!, s.lastIndex(of: " ").map { s[$0...].count }!)
  """###,
  ###"""
  var s = "abcabc"; while let i = s.firstIndex(of: "b") { s.remove(at: i); s.insert("X", at: i) }; print(s); let r = s.startIndex..<s.index(s.startIndex, offsetBy: 2); s.replaceSubrange(r, with: "12345"); print(s); s.removeSubrange(s.startIndex...s.index(after: s.startIndex)); print(s); s.insert(contentsOf: ">>", at: s.startIndex); s.insert("!", at: s.endIndex); print(s)
  """###,
  ###"""
  var i = "a1b2".startIndex; let t = "a1b2"; var digits = ""; while i < t.endIndex { if t[i].isNumber { digits.append(t[i]) }; i = t.index(after: i) }; print(digits, i == t.endIndex, t.firstIndex { $0.isNumber } == t.index(after: t.startIndex), t.lastIndex { $0.isLetter }.map { t[$0] }!, [t.endIndex, t.startIndex].min()! == t.startIndex)
  """###,
  ###"""
  let line = "a,b,,c"; var rest = line[...]; var parts: [String] = []; while let i = rest.firstIndex(of: ",") { parts.append(String(rest[..<i])); rest = rest[rest.index(after: i)...] }; parts.append(String(rest)); print(parts, "Hello"[...].count)
  """###,
  ###"""
  print("a-b-c".replacing("-", with: "+"), "a-b-c".replacing("-", with: "", maxReplacements: 1), "aaa".replacing("aa", with: "b"), "abc".replacing("x", with: "y")); var s = "x.y.z"; s.replace(".", with: "/"); print(s, "banana".ranges(of: "an").count, "banana".firstRange(of: "nan").map { "banana"[$0] }!, "prefix-x".trimmingPrefix("prefix-"), "banana".contains("nan"))
  """###,
  ###"""
  print("one1two".split { $0.isNumber }, "a, b".split(separator: ", "), "a--b".split(separator: "-"), "a--b".split(separator: "-", omittingEmptySubsequences: false), "a-b-c".split(separator: "-", maxSplits: 1), "abc".split(separator: ""), "a\nb\r\nc".split(whereSeparator: \.isNewline))
  """###,
  ###"""
  var s = "abc"; print(s.removeFirst(), s); s.insert("!", at: s.startIndex); s.append(contentsOf: "xy"); s.append(contentsOf: ["p", "q"]); s.removeLast(2); s.removeFirst(1); print(s, s.removeLast(), s.popLast()!, s); s.removeAll(); print(s.isEmpty, s.popLast() == nil)
  """###,
  ###"""
  print("x1".drop { $0.isLetter }, "abc1".prefix { $0.isLetter }, "é".utf8.count, "é".unicodeScalars.count, Array("az".utf8), "hello".filter { $0.isLetter }, "abc".dropFirst(), "abc".suffix(2), "abc".reversed().map { String($0) }, String("abc".reversed()), "abc".map { $0.uppercased() }.joined())
  """###,
  ###"""
  let c: Character = "f"; print(c.isNewline, c.hexDigitValue!, c.isASCII, c.isHexDigit, c.isSymbol, c.isLetter, c.isCased, c.isWholeNumber, c.wholeNumberValue == nil, c.asciiValue!, c.isMathSymbol, c.isCurrencySymbol, c.utf8.count, c.description, c.debugDescription)
  """###,
  ###"""
  print("é".debugDescription, String(reflecting: "a\n"), String(describing: 1.5), [1, 2].description, ["a"].debugDescription, (1.0).debugDescription, true.description); debugPrint("a\n", 1, [0.5], terminator: "|\n"); debugPrint("x", "y", separator: ",")
  """###,
  ###"""
  print("abc".starts(with: "ab"), "abc".elementsEqual("abc"), "b".lexicographicallyPrecedes("c"), "abc".min()!, "abc".max()!, "cab".sorted(), String("cab".sorted()), "aXb".firstIndex(of: "X") != nil, "abc".contains { $0.isNumber }, "abc".allSatisfy { $0.isLetter }, "abca".count { $0.isLetter }, "abc".first!, "ab".enumerated().map { "\($0)\($1)" }, zip("ab", [1, 2]).map { "\($0)\($1)" })
  """###,
  ###"""
  print(String(255, radix: 16, uppercase: true), String(255, radix: 2), Int("ff", radix: 16)!, Int("zz") == nil, Double("1e-3")!, Double("x") == nil, Bool("true")!, String(repeating: "ab", count: 2), String(repeating: Character("x"), count: 3), Int("-12")!, Int("+7")!, Int(" 7") == nil)
  """###,
  ###"""
  print(UnicodeScalar(97)!, Character(UnicodeScalar(65)!), "aé".unicodeScalars.map { $0.value }, Character("a").unicodeScalars.first!.value, String((0..<5).map { Character(UnicodeScalar(97 + $0)!) }), "A".unicodeScalars.first!.isASCII)
  """###,
  ###"""
  print(Int(exactly: 3.0)!, Int(exactly: 3.5) as Any, Double(exactly: 5)!, Int(exactly: 7)!, Int(clamping: 5), Int(truncatingIfNeeded: 9), Int(2.9), Int(-2.9), Float(exactly: 0.5)!, Float(exactly: 0.1) == nil, Double(exactly: 9007199254740993) == nil)
  """###,
  ###"""
  print(Int.max.addingReportingOverflow(1), 5.multipliedReportingOverflow(by: 3).partialValue, 5.subtractingReportingOverflow(7).overflow, 5.dividedReportingOverflow(by: 2), 5.remainderReportingOverflow(dividingBy: 3), 5.advanced(by: -7), 5.distance(to: 1), 10.bitWidth, (-7).signum(), 12.isMultiple(of: 5), 40.trailingZeroBitCount)
  """###,
  ###"""
  print((-5.5).remainder(dividingBy: 2), 7.0.remainder(dividingBy: 4), 5.5.truncatingRemainder(dividingBy: 2), 2.0.addingProduct(3, 4), 3.7.rounded(), 2.5.rounded(.toNearestOrEven), 2.5.rounded(.toNearestOrAwayFromZero), (-2.5).rounded(.towardZero), 2.1.rounded(.up), (-2.1).rounded(.down), 2.1.rounded(.awayFromZero))
  """###,
  ###"""
  var w = 2.7; w.round(); print(w); w.round(.up); w.formSquareRoot(); print(w); w.negate(); w.addProduct(2, 3); print(w); w = 7.5; w.formTruncatingRemainder(dividingBy: 2); print(w); w.formRemainder(dividingBy: 1); print(w)
  """###,
  ###"""
  print(Int.bitWidth, Int.zero, Double.zero, 8.0.exponent, 8.0.significand, 0.1.exponent, 0.1.significand, 1.0.nextUp, 1.0.nextDown, 1.0.ulp, 10.0.binade, Double.pi, Double.leastNonzeroMagnitude, Double.ulpOfOne, Double(sign: .minus, exponent: 3, significand: 1.5))
  """###,
  ###"""
  print((-0.0).sign == .minus, (-3.5).sign, 2.0.isLess(than: 3), (2.0).isEqual(to: 2), 2.0.isLessThanOrEqualTo(1), Float.pi, Float("2.5")!, 0.0.isZero, 1e-310.isSubnormal, 1.0.isNormal, Double.nan.isNaN, Double.infinity.isInfinite, (2.5).magnitude, (-2.5).magnitude)
  """###,
  ###"""
  print(Double.minimum(1, .nan), Double.maximum(1, 2), Double.minimumMagnitude(-3, 2), Double.maximumMagnitude(-3, 2), Float.greatestFiniteMagnitude, Float.ulpOfOne, Float(1) / 3, Float(2).squareRoot(), Float(2.6).rounded(), Float(0.1) + Float(0.2), Double(Float(0.1)))
  """###,
  ###"""
  print(Optional(4) as Any, Optional(3) == 3, Optional("x").map { $0.count } ?? 0, Optional<Int>.none as Any, Optional(2.5)!, Optional<String>.some("s")!, Optional(5).flatMap { $0 > 3 ? $0 : nil } as Any)
  """###,
  ###"""
  let xs = [Int?](repeating: nil, count: 2); let ys = [[Int]?](); let zs = [(Int, String)](); let ws = [String: Int?](); print(xs, ys, zs, ws, [[Int]](repeating: [], count: 2), [Double](repeating: 0, count: 2), Array(repeating: "x", count: 2), Array<Int>(), Set<Int>(), ArraySlice([1, 2]))
  """###,
  ###"""
  func f(_ n: Int) -> Int { guard n > 0 else { fatalError("no") }; return n }; func g(_ n: Int?) -> Int { n ?? { preconditionFailure("none") }() }; func h(_ n: Int) -> String { switch n { case 0: return "zero"; case 1: return "one"; default: fatalError() } }; print(f(2), h(1)); assert(true, "fine"); precondition(1 < 2)
  """###,
  ###"""
  print([1, 2, 3][1...], [1, 2, 3].prefix(2) + [9], [1, 2, 3].dropFirst() == [2, 3], ["a"] + ["b"][...], Array([1, 2, 3][..<2]), [1, 2, 3][...].count, [1, 2, 3].suffix(2).first!, [3, 1, 2][1...].min()!, [3, 1, 2][0..<2].sorted())
  """###,
  ###"""
  print(zip([1, 2], "ab").map { "\($0)\($1)" }, zip(1...3, [4, 5]).map { $0 * $1 }, Array(zip(["a": 1].keys, ["a": 1].values)).count, zip([1, 2, 3], [1, 2, 3].dropFirst()).map { $1 - $0 }, zip([1, 2], [3, 4]).reduce(0) { $0 + $1.0 * $1.1 })
  """###,
  ###"""
  var a = [3, 1, 2]; a.sort(by: >); print(a); a.reverse(); a.swapAt(0, 2); a.append(contentsOf: a[1...]); print(a, a.firstIndex(of: 9) == nil, a.allSatisfy { $0 > 0 }, a.reversed() == [2, 1, 1, 2, 3], a.contains(3)); a.removeAll { $0 == 1 }; print(a, a.isEmpty)
  """###,
  ###"""
  print([1, 2, 3].reduce(into: 0) { $0 += $1 }, [[1], [2, 3]].flatMap { $0 }, ["1", "x", "3"].compactMap { Int($0) }, [1, 2, 3].reversed().map { $0 }, (1...3).flatMap { Array(repeating: $0, count: $0) }, ["a", "b"].enumerated().map { "\($0.offset)\($0.element)" }, stride(from: 0, to: 1, by: 0.25).map { $0 }, stride(from: 5, through: 1, by: -2).map { $0 }, Array(stride(from: 0.0, through: 1, by: 0.5)))
  """###,
  ###"""
  print(("a"..."f").contains("c"), ("a"..<"f").contains("f"), "a"..."c", ["a"..."c"], ("a"..."z").overlaps("y"..."zz"), ("a"..."m").clamped(to: "c"..."z")); switch "abc" { case "a"..."b": print("a to b"); default: print("none") }; for c in "a1Z" { switch c { case "a"..."z": print("small"); case "0"..."9": print("digit"); default: print("other") } }
  """###,
  ###"""
  let ds: [Double] = [3, 1]; let e: [Int] = []; let o: Int? = nil; print(type(of: 1), type(of: 2.5), type(of: ds), type(of: e), type(of: o), type(of: (1, "a")), type(of: [1: "a"]), type(of: 1...2), type(of: [1, 2][0...]), type(of: Set([1])), type(of: "a" as Character), type(of: 1 as Any), type(of: Int?.none))
  """###,
  ###"""
  var t = [1, 2, 3, 4][1...]; t[2] = 9; print(t, t.endIndex); t[1..<3] = [7, 7, 7]; print(t, t.startIndex, t.count, Array(t)[0])
  """###,
  ###"""
  print((3..<9).firstIndex(of: 5)!, (3..<9).firstIndex { $0 % 4 == 0 }!, (3..<9).lastIndex { $0 % 4 == 0 }!, (3..<9).firstIndex(of: 20) == nil, (3..<9).first { $0 > 5 }!, (3...9).last { $0 % 2 == 0 }!)
  """###,
  ###"""
  print(fma(2.0, 3, 4), cbrt(27.0), log1p(0.5), expm1(1.0), asinh(1.0), atan2(1.0, 2), hypot(3.0, 4), fmod(7.5, 2), trunc(-2.7), rint(2.5), fabs(-1.5), fmax(1.0, 2), fmin(1, 2.5), copysign(2.0, -1), tgamma(5.0), erf(0.5), erfc(0.5), pow(2.0, 0.5), exp2(3.0), log2(8.0), log10(1000.0), scalbn(1.0, 3))
  """###,
  ###"""
  print(sqrt(Float(2)), exp(Float(1)), pow(Float(2), 3), sin(Float(1)), floor(Float(2.5)), abs(Float(-2)), max(Float(1), 2), [Float(1), 4].map { sqrt($0) }, [1.0, 4].map(sqrt), hypot(Float(3), 4))
  """###,
  ###"""
  let (w, r) = modf(2.75); let (f, e) = frexp(10.0); print(w, r, f, e, 7.5.rounded(.down), Int(7.5.rounded()), (2.0).squareRoot())
  """###,
  ###"""
  let text = """
    x,1.5
    y,2.5

    z,abc
    """; let rows = text.split(separator: "\n").map { $0.split(separator: ",") }; print(rows.count, rows.map { $0[0] }, rows.compactMap { Double($0[1]) }.reduce(0, +), text.split(separator: "\n", omittingEmptySubsequences: false).count)
  """###,
  ###"""
  func caesar(_ s: String, _ k: Int) -> String { String(s.map { c in guard let v = c.asciiValue, c.isLowercase else { return c }; return Character(UnicodeScalar((Int(v) - 97 + k) % 26 + 97)!) }) }; print(caesar("hello, world", 3), caesar(caesar("abc", 5), 21))
  """###,
  ###"""
  func isPalindrome(_ s: String) -> Bool { let t = s.lowercased().filter { $0.isLetter }; return t == String(t.reversed()) && t.elementsEqual(t.reversed()) }; print(isPalindrome("A man, a plan"), isPalindrome("Was it a car or a cat I saw"))
  """###,
  ###"""
  let words = "the cat the dog the end".split(separator: " ").map { String($0) }; let counts = words.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }; print(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key)=\($0.value)" }, Dictionary(grouping: words) { $0.count }.mapValues { Set($0).count }[3]!, words.max { $0.count < $1.count }!)
  """###,
  ###"""
  var window = [1, 2, 3, 4, 5, 6][...]; var means: [Double] = []; while window.count >= 3 { means.append(Double(window.prefix(3).reduce(0, +)) / 3); window = window.dropFirst() }; print(means, window, window.startIndex)
  """###,
  ###"""
  func sum(_ xs: ArraySlice<Int>) -> Int { xs.isEmpty ? 0 : xs.first! + sum(xs.dropFirst()) }; func mergeSort(_ xs: [Int]) -> [Int] { if xs.count < 2 { return xs }; let m = xs.count / 2; var a = mergeSort(Array(xs[..<m]))[...], b = mergeSort(Array(xs[m...]))[...]; var r: [Int] = []; while let x = a.first, let y = b.first { if x <= y { r.append(a.removeFirst()) } else { r.append(b.removeFirst()) } }; return r + a + b }; print(sum([1, 2, 3][...]), mergeSort([3, 1, 2, 5, 4, 1]))
  """###,
  ###"""
  var stack: [Character] = []; var ok = true; for c in "([]{})" { if "([{".contains(c) { stack.append(c) } else { let open = stack.popLast(); ok = ok && open != nil } }; print(ok, stack.isEmpty, "([{".contains("x"))
  """###,
  ###"""
  let a = [1, 2, 3, 4, 5, 6, 7]; print(Array(stride(from: 0, to: a.count, by: 3)).map { Array(a[$0..<min($0 + 3, a.count)]) }, a.indices.filter { a[$0] % 2 == 0 }, a.prefix(upTo: 2), a.suffix(from: 5), a.prefix(through: 1), zip(a, a.dropFirst()).allSatisfy { $0 < $1 }, a.reduce(1, *), a[a.startIndex], a[a.index(before: a.endIndex)])
  """###,
  ###"""
  let s = "abc"; print(s.indices.map { s.distance(from: s.startIndex, to: $0) }); let i = s.index(s.startIndex, offsetBy: 2); print(s[..<i], s[i...], s[s.startIndex..<i].count, s.suffix(from: i))
  """###,
  ###"""
  print("Straße".uppercased(), "ÀÉ".lowercased(), "a,b".contains(","), "x=1;y=2".split(separator: ";").map { $0.split(separator: "=").last! }, "abc" < "abd", "Z" < "a", ["b", "a"].sorted().joined(), "tab\tx".split(separator: "\t").count, "12".allSatisfy { $0.isNumber }, "v1.2.3".dropFirst().split(separator: ".").compactMap { Int($0) })
  """###,
  ###"""
  let m = [[1, 2], [3, 4]]; print(m.map { $0.reduce(0, +) }, m.joined().map { $0 * 2 }, m.flatMap { $0 }.max()!, (0..<2).map { c in m.map { $0[c] } }, m.first!.first!, m.reduce([], +), m.map { $0.map { String($0) }.joined(separator: " ") }.joined(separator: "\n"))
  """###,
  ###"""
  var d = ["b": 2, "a": 1]; for k in d.keys.sorted() { d[k]! += 10 }; print(d["a"]!, d["b"]!, d.min { $0.value < $1.value }!.key, d.reduce(0) { $0 + $1.value }, Set(d.keys) == ["a", "b"], d.map { "\($0.key)" }.sorted(), d.values.reduce(0, +), d == ["a": 11, "b": 12], d.keys.count, d.allSatisfy { $0.value > 10 }); if let v = d.removeValue(forKey: "a") { print(v, d.count) }
  """###,
  ###"""
  var q = [1]; var out: [Int] = []; while !q.isEmpty { let n = q.removeFirst(); out.append(n); if n < 8 { q.append(contentsOf: [n * 2, n * 2 + 1]) } }; print(out, q.first == nil, out.firstIndex(of: 9)!, out.suffix(3).map { $0 }, out.dropLast(12))
  """###,
  ###"""
  let x: Double = 2.345; print((x * 100).rounded() / 100, Int(x), Int((x * 10).rounded(.up)), x.rounded(.toNearestOrEven), Double(Int(x)), x.truncatingRemainder(dividingBy: 1) < 0.35, max(0, min(1, x)), abs(-x), x.description, "\(x)".count)
  """###,
  ###"""
  let n = 37; print((2..<n).allSatisfy { n % $0 != 0 }, (1...n).filter { n % $0 == 0 }, String(n, radix: 2).filter { $0 == Character("1") }.count, n.nonzeroBitCount, (1...5).reduce(1, *), stride(from: n, to: 0, by: -10).map { $0 }, n.quotientAndRemainder(dividingBy: 10), (n & 1) == 1, n << 2, n >> 1)
  """###,
  ###"""
  var a = [5, 2, 8]; a.insert(1, at: 0); a.remove(at: 2); a += [9, 9]; a.removeAll { $0 == 9 }; print(a, a.sorted(), a.reversed().map { $0 }, a.min()!, a.max()!, a.firstIndex(of: 8)!, a.contains { $0 > 7 }, a.first { $0 > 4 }!, a.isEmpty, a.last!, a.count); a.sort(); a.reverse(); print(a, a == [8, 5, 1], a != [])
  """###,
  ###"""
  var g = [[Int]](repeating: [Int](repeating: 0, count: 3), count: 2)
  g[1][2] = 5; g[0][0] -= 1; g[1].swapAt(0, 2); g.append([7, 8, 9])
  print(g, g.count, g[0].count, g.map { $0.max()! }, g.joined().map { $0 }, g[2].last!, g.first!)
  for row in g { print(row.map { String($0) }.joined(separator: " ")) }
  for (r, row) in g.enumerated() { for (c, v) in row.enumerated() where v > 5 { print(r, c, v) } }
  """###,
  ###"""
  let a = Array(1...7)
  let chunks = stride(from: 0, to: a.count, by: 3).map { Array(a[$0..<min($0 + 3, a.count)]) }
  print(chunks)
  let windows = (0...(a.count - 3)).map { a[$0..<($0 + 3)].reduce(0, +) }
  print(windows)
  """###,
  ###"""
  let d: [Int: String] = [3: "c", 1: "a"]
  print(d.sorted { $0.key < $1.key }.map { $0.value }.joined(), d[3]!, d[2] ?? "?", d.keys.max()!, d.map { $0.key * 2 }.sorted(), d.allSatisfy { !$0.value.isEmpty }, d == [1: "a", 3: "c"])
  """###,
  ###"""
  var a = ["x": 1, "y": 2]
  a.merge(["y": 10, "z": 3]) { old, new in old + new }
  print(a["x"]!, a["y"]!, a["z"]!)
  let b = a.merging(["x": 5]) { $1 }; print(b["x"]!, a["x"]!)
  a.merge(["q": 1], uniquingKeysWith: +); print(a.count)
  print(Dictionary([("a", 1), ("a", 2)], uniquingKeysWith: { max($0, $1) }), Dictionary(uniqueKeysWithValues: zip(["k"], [7])))
  print(a.compactMapValues { $0 > 2 ? "\($0)" : nil }.keys.sorted(), a.max { $0.value < $1.value }!.key, a.min { $0.value < $1.value }!.value)
  """###,
  ###"""
  var d = ["a": 1, "b": 2]
  d.updateValue(5, forKey: "a"); print(d["a"]!, d.updateValue(9, forKey: "z") as Any, d.removeValue(forKey: "b") as Any, d.removeValue(forKey: "q") as Any, d.count)
  print(d.keys.sorted(), d.values.sorted(), d.isEmpty, d.contains { $0.value > 5 }, d.keys.contains("a"), d.first { $0.key == "z" }!.value, d.filter { $0.value > 5 }.count)
  for (k, v) in d.sorted(by: { $0.key < $1.key }) { print(k, v) }
  for k in d.keys.sorted() { d[k]! *= 10 }
  print(d.mapValues { $0 + 1 }["z"]!, d.reduce(0) { $0 + $1.value }, d["a", default: 0], d["none", default: -1])
  d.removeAll(); print(d.isEmpty, d)
  """###,
  ###"""
  let a = [1, 2, 3, 10, 2, 1]
  print(a.drop { $0 < 5 }, a.prefix { $0 < 5 }, a.dropFirst(10), a.dropLast(), a.prefix(0), a.suffix(2), a.suffix(100).count, a.prefix(while: { $0 < 3 }), a.drop(while: { $0 < 3 }))
  """###,
  ###"""
  for (i, c) in "abc".enumerated().reversed() { print(i, c) }
  print(["a", "b"].enumerated().map { "\($0)\($1)" }, ["a", "b"].enumerated().map { $0.offset }, [5, 6].enumerated().reduce(0) { $0 + $1.offset * $1.element }, Array([7].enumerated())[0].element)
  """###,
  ###"""
  print([1, 2] == [2, 1], [[1], [2]] == [[1], [2]], ["a": [1]] == ["a": [1]], [1, 2].lexicographicallyPrecedes([1, 3]), (1, "a", true) == (1, "a", true), [(1, 2)].elementsEqual([(1, 2)], by: ==), [1.0] == [1], Set([1]) != [2])
  """###,
  ###"""
  print([[1, 2], [], [3]].flatMap { $0 }, [1, 2].flatMap { [$0, $0 * 10] }, ["1", "b"].compactMap(Int.init), [1, nil, 3].compactMap { $0 }, ["ab", "c"].flatMap { $0 }.count, ["1,2", "3"].flatMap { $0.split(separator: ",").map { Int($0)! } })
  """###,
  ###"""
  let words = ["apple", "avocado", "bean", "corn", "cherry"]
  let g = Dictionary(grouping: words) { $0.first! }
  for k in g.keys.sorted() { print(k, g[k]!) }
  let h = Dictionary(grouping: words, by: \.count)
  print(h[5]!, h.mapValues(\.count).sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" })
  """###,
  ###"""
  var a = [1, 2, 3]
  a.insert(contentsOf: [8, 9], at: 1); a.remove(at: 0); a.removeFirst(2); print(a)
  a.append(contentsOf: 5...7); a.removeLast(2); print(a)
  print(a.popLast()!, a.removeFirst(), a, a.isEmpty)
  a.removeAll(keepingCapacity: true); print(a.popLast() as Any, a.first as Any)
  a.reserveCapacity(10); a = Array(1...3); print(a)
  """###,
  ###"""
  var it = [1, 2, 3].makeIterator()
  print(it.next()!, it.next()!, it.next() as Any, it.next() as Any)
  """###,
  ###"""
  let r = (1...1_000_000).lazy.filter { $0 % 7 == 0 }.map { $0 * $0 }.first { $0 > 1000 }!
  print(r, Array((1...10).lazy.map { $0 * 2 }.prefix(3)))
  """###,
  ###"""
  let a = ["pear", "fig", "banana"]
  print(a.min()!, a.max()!, a.min { $0.count < $1.count }!, a.max(by: { $0.count < $1.count })!, a.map(\.count).min()!, a.sorted(by: { $0.count > $1.count }), [[3], [1, 2]].max { $0.count < $1.count }!)
  """###,
  ###"""
  var a = [1, 2, 3, 4]
  for i in a.indices { a[i] *= a[i] }
  for (i, x) in a.enumerated() where x > 5 { a[i] = -x }
  a = a.map { $0 + 1 }; print(a)
  var i = 0; while i < a.count { if a[i] < 0 { a.remove(at: i) } else { i += 1 } }; print(a)
  a.removeAll { $0 == 2 }; a.removeAll(where: { $0 > 100 }); print(a)
  """###,
  ###"""
  var t: [String: [String: [Double]]] = [:]
  for (a, b, v) in [("m", "x", 1.0), ("m", "y", 2), ("n", "x", 3), ("m", "x", 4)] { t[a, default: [:]][b, default: []].append(v) }
  print(t["m"]!["x"]!, t["m"]!.count, t["n"]?["y"] as Any, t["n"]?["x"]?.first ?? 0)
  t["m"]!["x"]![0] = 7; print(t["m"]!["x"]!)
  """###,
  ###"""
  var a = [1, 2, 3, 4, 5, 6]
  let p = a.partition { $0 > 3 }
  print(p, a[..<p].sorted(), a[p...].sorted())
  let (even, odd) = (a.filter { $0 % 2 == 0 }.sorted(), a.filter { $0 % 2 == 1 }.sorted())
  print(even, odd)
  """###,
  ###"""
  print(Array(repeatElement("x", count: 3)), repeatElement(1, count: 4).reduce(0, +), [Int?](repeating: nil, count: 2), Array(repeating: [0, 1], count: 2), zip(["a"], repeatElement(0, count: 9)).map { $0.0 })
  """###,
  ###"""
  let a = [5, 3, 8, 3, 1]
  print(a.firstIndex(of: 3)!, a.lastIndex(of: 3)!, a.firstIndex { $0 > 5 }!, a.first { $0 < 3 }!, a.last { $0 > 2 }!, a.contains(8), a.contains { $0 > 8 }, a.allSatisfy { $0 > 0 }, a.filter { $0 == 3 }.count, a.count { $0 > 3 }, a.starts(with: [5, 3]))
  """###,
  ###"""
  let a: Set = [1, 2, 3], b: Set<Int> = [3, 4]
  print(a.union(b).sorted(), a.intersection(b).sorted(), a.subtracting(b).sorted(), a.symmetricDifference(b).sorted(), a.isSubset(of: [1, 2, 3, 4]), a.isDisjoint(with: [9]), b.isSuperset(of: [4]), a == [3, 2, 1])
  var s = a; s.remove(1); s.formUnion([7]); s.subtract([2]); print(s.sorted(), s.insert(3).inserted, s.insert(8).inserted, s.count, s.remove(99) as Any)
  print(Set("hello").count, Set([1, 1]).isEmpty, a.filter { $0 > 1 }.sorted(), a.map { $0 * 2 }.sorted(), a.min()!, a.reduce(0, +), a.contains(2), a.first != nil)
  """###,
  ###"""
  var a = Array(0..<10)
  var seed = 7
  for i in stride(from: a.count - 1, to: 0, by: -1) { seed = (seed * 1103 + 12345) % 65536; a.swapAt(i, seed % (i + 1)) }
  print(a, a.sorted() == Array(0..<10))
  """###,
  ###"""
  var a = [1, 2, 3, 4, 5]
  a[1...2] = [9]; print(a)
  a[0..<0] = [7, 8]; print(a)
  a.replaceSubrange(1..<3, with: [0]); print(a)
  a.removeSubrange(0...1); print(a)
  """###,
  ###"""
  let people = [("Ann", 30), ("Bob", 25), ("Cy", 30)]
  print(people.sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 > $1.0 }.map(\.0), people.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { $0.0 }, people.map(\.1).sorted(by: >))
  print(people.max { $0.1 < $1.1 }!.0, people.min { $0.1 < $1.1 }!)
  """###,
  ###"""
  print([1, 0, 2, 3, 0, 4].split(separator: 0), [1, 2, 3, 4].split { $0 % 2 == 0 }, [[1, 2], [3]].joined(separator: [0]).map { $0 })
  """###,
  ###"""
  let m = [[1, 2, 3], [4, 5, 6]]
  let t = m[0].indices.map { j in m.map { $0[j] } }
  print(t, t.map { $0.reduce(0, +) }, zip(m[0], m[1]).map { $0 * $1 }.reduce(0, +))
  """###,
  ###"""
  var t = [(name: "a", v: 1), (name: "b", v: 2)]
  t[0].v += 10; t.append((name: "c", v: 3)); t.append(("d", 4))
  print(t.map(\.name), t.map { $0.v }.reduce(0, +), t.first { $0.name == "c" }!.v, t[0])
  t.sort { $0.v > $1.v }; print(t[0].name)
  for (n, v) in t where v % 2 == 0 { print(n, v) }
  let (names, vs) = (t.map(\.name), t.map(\.v)); print(names, vs)
  """###,
  ###"""
  func bisect(_ f: (Double) -> Double, _ lo: Double, _ hi: Double) -> Double? {
    var lo = lo, hi = hi
    guard f(lo) * f(hi) < 0 else { return nil }
    while hi - lo > 1e-10 {
      let mid = (lo + hi) / 2
      if f(lo) * f(mid) <= 0 { hi = mid } else { lo = mid }
    }
    return (lo + hi) / 2
  }
  print(bisect({ $0 * $0 * $0 - $0 - 2 }, 1, 2)!, bisect({ $0 * $0 + 1 }, 0, 1) as Any)
  """###,
  ###"""
  print(1 << 10, -1 >> 3, 0b1100 & 0b1010, 0b1100 | 0b1010, 0b1100 ^ 0b1010, ~0, 1 << 63, 1 << 64, 5.nonzeroBitCount, 8.trailingZeroBitCount, 1.leadingZeroBitCount, Int.bitWidth)
  var x = 6; x <<= 2; x |= 1; x &= ~8; x ^= 3; x >>= 1; print(x)
  """###,
  ###"""
  print((5.0).squareRoot(), 2.0.addingProduct(3, 4), 8.0.exponent, 8.0.significand, 1.0.nextUp > 1, 10.0.isZero, 0.0.isZero, Double.zero, Int.zero)
  """###,
  ###"""
  var a = 1.0; a += 1; a *= 3 / 2; a -= 1 / 4; a /= 2; print(a)
  var xs = [1.0, 2]; xs[0] += 1 / 2; xs.append(3); xs += [4, 1 / 2]; xs.insert(7, at: 0); print(xs)
  """###,
  ###"""
  print(Int(3.99), Int(-3.99), Int(3.5.rounded()), Double(7) / 2, Int("7")! / 2, Double(Int.max), Int(exactly: 3.0) as Any, Int(exactly: 3.5) as Any, Double(exactly: 5) as Any)
  """###,
  ###"""
  print(1e16, 1e15, 123456789.125, 1e-4, 1e-5, 0.1 + 0.2, 1.0 / 3, 2.0 / 3, 100.0, 1e21, 1e22, 5e-324, -0.0, 0.0 == -0.0)
  print(Double.nan, Double.infinity, -Double.infinity, Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude, Double.ulpOfOne, Double.pi)
  """###,
  ###"""
  print(7 / 2, -7 / 2, 7 / -2, 7 % -3, -7 % 3, -8 % 8, 6.0 / 4, 1 / 3.0, 5.0.truncatingRemainder(dividingBy: -3), (-5.5).remainder(dividingBy: 2))
  """###,
  ###"""
  var (a, b) = (0, 1)
  var out: [Int] = []
  while a < 100 { out.append(a); (a, b) = (b, a + b) }
  print(out)
  """###,
  ###"""
  let f: Float = 0.1
  print(f, f + 0.2, Double(f), Float(1) / 3, f * 3, Float(16777216) + 1, Float.pi, [f, 1], Float("2.5")!)
  """###,
  ###"""
  var w = 0.0, b = 0.0
  let xs = [0.0, 1, 2, 3], ys = [1.0, 3, 5, 7]
  for _ in 0..<500 {
    var gw = 0.0, gb = 0.0
    for (x, y) in zip(xs, ys) { let e = w * x + b - y; gw += 2 * e * x / 4; gb += 2 * e / 4 }
    w -= 0.1 * gw; b -= 0.1 * gb
  }
  print((w * 1000).rounded() / 1000, (b * 1000).rounded() / 1000)
  """###,
  ###"""
  let values = [0.1, 0.15, 0.4, 0.55, 0.9, 0.91, 1.0]
  var bins = [Int](repeating: 0, count: 5)
  for v in values { bins[min(Int(v * 5), 4)] += 1 }
  for (i, n) in bins.enumerated() { print("\(Double(i) / 5)–\(Double(i + 1) / 5): " + String(repeating: "█", count: n)) }
  """###,
  ###"""
  var centres = [0.0, 10.0]
  let data = [1.0, 2, 1.5, 9, 8, 9.5]
  for _ in 0..<3 {
    let groups = Dictionary(grouping: data) { x in centres.indices.min { abs(x - centres[$0]) < abs(x - centres[$1]) }! }
    for i in centres.indices { if let g = groups[i] { centres[i] = g.reduce(0, +) / Double(g.count) } }
  }
  print(centres)
  """###,
  ###"""
  var state = 12345
  func next() -> Double { state = (state &* 1103515245 &+ 12345) & 0x7fffffff; return Double(state) / Double(0x7fffffff) }
  print((0..<4).map { _ in next() })
  var inside = 0
  for _ in 0..<2000 { let x = next(), y = next(); if x * x + y * y <= 1 { inside += 1 } }
  print(4 * Double(inside) / 2000)
  """###,
  ###"""
  let a: Double = 1 / 2
  let b = 1 / 2 * 0.5
  let c: Double = 3
  let d = [1, 2.5, 3], e: [Double] = [1 / 2, 3 % 2 == 1 ? 1 : 2]
  let f: (Double, Int) = (1, 2)
  let g: [String: Double] = ["a": 1, "b": 7 / 2]
  let h: Double? = 4, i: [[Double]] = [[1], [2, 3]]
  print(a, b, c, d, e, f, g["b"]!, h!, i)
  """###,
  ###"""
  print(0x1p-1, 0x1.fp4, 1_2_3, 1e0, 123e-2, 0b0, 0xDEAD_BEEF, -1_000.5)
  """###,
  ###"""
  print(pow(2.0, 10), sqrt(2.0), exp(1.0), log(10.0), sin(0.0), cos(0.0), tan(0.5), atan2(1.0, 1.0), floor(-1.5), ceil(1.2), round(2.5), trunc(-1.7), fabs(-2.0), log2(8.0), log10(1000.0), tanh(0.5), hypot(3.0, 4.0), cbrt(27.0), fmod(7.0, 3.0), exp2(3.0), log1p(0.5))
  """###,
  ###"""
  func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    var c = [[Double]](repeating: [Double](repeating: 0, count: b[0].count), count: a.count)
    for i in 0..<a.count { for j in 0..<b[0].count { for k in 0..<b.count { c[i][j] += a[i][k] * b[k][j] } } }
    return c
  }
  let identity = (0..<2).map { i in (0..<2).map { i == $0 ? 1.0 : 0.0 } }
  print(product([[1, 2], [3, 4]], [[5, 6], [7, 8]]), product([[1, 2], [3, 4]], identity))
  """###,
  ###"""
  print(min(3, 1, 2), max(3, 1, 2, 9), min(2, 1.5), max("a", "b"), abs(-7), abs(-0.5), min([3, 1].max()!, 2))
  let clamped = { (x: Double, lo: Double, hi: Double) in min(max(x, lo), hi) }
  print(clamped(5, 0, 1), clamped(-1, 0, 1), clamped(0.5, 0, 1))
  """###,
  ###"""
  func movingAverage(_ xs: [Double], _ k: Int) -> [Double] {
    guard xs.count >= k else { return [] }
    return (0...(xs.count - k)).map { i in xs[i..<(i + k)].reduce(0, +) / Double(k) }
  }
  print(movingAverage([1, 2, 3, 4, 10], 2), movingAverage([1], 3))
  """###,
  ###"""
  print(10.isMultiple(of: 5), 10.isMultiple(of: 3), 0.isMultiple(of: 0), (-6).isMultiple(of: 3), (-7).magnitude, (-3).signum(), 3.5.magnitude)
  """###,
  ###"""
  func root(of f: (Double) -> Double, derivative df: (Double) -> Double, from x0: Double, tolerance: Double = 1e-12) -> (x: Double, steps: Int) {
    var x = x0
    for step in 1...100 {
      let dx = f(x) / df(x)
      x -= dx
      if abs(dx) < tolerance { return (x, step) }
    }
    return (x, 100)
  }
  let (x, steps) = root(of: { $0 * $0 - 2 }, derivative: { 2 * $0 }, from: 1)
  print(x, steps)
  """###,
  ###"""
  print(Int.max &+ 1, Int.min &- 1, Int.max &* 2)
  let (v, o) = Int.max.addingReportingOverflow(1); print(v, o)
  let r = 5.multipliedReportingOverflow(by: 3); print(r.partialValue, r.overflow)
  print(5.subtractingReportingOverflow(7))
  """###,
  ###"""
  func primes(upTo n: Int) -> [Int] { (2...n).filter { k in !(2..<k).contains { k % $0 == 0 } } }
  print(primes(upTo: 30))
  func factors(_ n: Int) -> [Int: Int] { var n = n, f: [Int: Int] = [:], p = 2; while n > 1 { while n % p == 0 { f[p, default: 0] += 1; n /= p }; p += 1 }; return f }
  print(factors(360).sorted { $0.key < $1.key }.map { "\($0.key)^\($0.value)" }.joined(separator: "·"))
  """###,
  ###"""
  for v in [2.5, -2.5, 3.5, 0.4, -0.4, 1.6] {
    print(v.rounded(), v.rounded(.up), v.rounded(.down), v.rounded(.towardZero), v.rounded(.toNearestOrEven), v.rounded(.awayFromZero))
  }
  var w = 2.7; w.round(); print(w)
  """###,
  ###"""
  let z = [1.0, 2, 3]
  let m = z.max()!
  let e = z.map { exp($0 - m) }
  let s = e.reduce(0, +)
  print(e.map { ($0 / s * 1000).rounded() / 1000 }, e.indices.max { e[$0] < e[$1] }!)
  """###,
  ###"""
  let xs = [2.0, 4, 4, 4, 5, 5, 7, 9]
  let n = Double(xs.count), mean = xs.reduce(0, +) / n
  let sd = (xs.map { pow($0 - mean, 2) }.reduce(0, +) / (n - 1)).squareRoot()
  let sorted = xs.sorted()
  let median = xs.count % 2 == 0 ? (sorted[xs.count / 2 - 1] + sorted[xs.count / 2]) / 2 : sorted[xs.count / 2]
  print("mean \(mean) sd \(sd) se \(sd / n.squareRoot()) median \(median)")
  """###,
  ###"""
  print(Array(stride(from: 0, to: 1, by: 0.25)), Array(stride(from: 5, through: 1, by: -2)), Array(stride(from: 0, to: 0, by: 1)), stride(from: 1, through: 10, by: 3).reduce(0, +))
  for x in stride(from: 1.0, through: 2.0, by: 0.5).reversed() { print(x) }
  """###,
  ###"""
  func integrate(_ f: (Double) -> Double, from a: Double, to b: Double, steps n: Int = 100) -> Double {
    let h = (b - a) / Double(n)
    return h * ((f(a) + f(b)) / 2 + (1..<n).reduce(0.0) { $0 + f(a + Double($1) * h) })
  }
  print(integrate({ $0 * $0 }, from: 0, to: 3), integrate(sin, from: 0, to: .pi, steps: 10))
  """###,
  ###"""
  var s = ""
  for i in 0..<3 { s += "\(i)"; s.append(","); s.append(Character("x")) }
  s.removeLast(2)
  s.insert("!", at: s.startIndex)
  print(s, s.isEmpty)
  s.removeAll(); print(s.isEmpty)
  s.append(contentsOf: "abc"); print(s.removeFirst(), s)
  """###,
  ###"""
  func shift(_ s: String, by k: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return String(s.map { c in
      guard let i = letters.firstIndex(of: c) else { return c }
      return letters[(i + k + 26) % 26]
    })
  }
  print(shift("hello, world", by: 3), shift(shift("abc", by: 5), by: -5))
  """###,
  ###"""
  for c in "aZ5 é!\n" {
    print(c.isLetter, c.isNumber, c.isWhitespace, c.isUppercase, c.isLowercase, c.isPunctuation, c.isNewline)
  }
  print(Character("7").wholeNumberValue!, Character("f").hexDigitValue!, Character("A").asciiValue!, Character("b").uppercased())
  """###,
  ###"""
  let s = "Hello World 42"
  print(s.contains("World"), s.contains { $0.isNumber }, s.allSatisfy { $0.isASCII }, s.contains("world"), s.filter(\.isUppercase), s.first { $0.isNumber } as Any)
  """###,
  ###"""
  let s = "key=value"
  if let i = s.firstIndex(of: "=") {
    print(s[..<i], s[s.index(after: i)...], s.distance(from: s.startIndex, to: i))
  }
  print(s.firstIndex(of: "?") == nil, s.lastIndex(of: "e")! > s.firstIndex(of: "e")!)
  """###,
  ###"""
  let text = "to be or not to be"
  var first: [String: Int] = [:]
  for (i, w) in text.split(separator: " ").enumerated() where first[String(w)] == nil { first[String(w)] = i }
  print(first.sorted { $0.value < $1.value }.map { "\($0.key)@\($0.value)" })
  print(Set(text.split(separator: " ")).count)
  """###,
  ###"""
  let xs = [1, 2, 3]
  print("sum \(xs.reduce(0) { $0 + $1 }) of \(xs.map { "<\($0)>" }.joined(separator: ", "))")
  print("\(xs.isEmpty ? "none" : "first \(xs[0])") \("a" + "\("b" + "c")")")
  print("\((1, "x")) \([["a"]]) \(Optional(3) as Any) \(1.0) \("q")")
  """###,
  ###"""
  func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a), b = Array(b)
    var row = Array(0...b.count)
    for i in 1...a.count {
      var previous = row[0]; row[0] = i
      for j in 1...b.count {
        let old = row[j]
        row[j] = a[i - 1] == b[j - 1] ? previous : min(previous, row[j], row[j - 1]) + 1
        previous = old
      }
    }
    return row[b.count]
  }
  print(distance("kitten", "sitting"), distance("flaw", "lawn"))
  """###,
  ###"""
  let csv = "name,score\nann,3\nbob,5\n"
  var total = 0
  for line in csv.split(separator: "\n").dropFirst() {
    let cells = line.split(separator: ",")
    total += Int(cells[1])!
    print("\(cells[0]):", cells[1])
  }
  print(total)
  """###,
  ###"""
  let who = "World"
  let t = """
    Hello, \(who)!
      "quoted" and \"""
    tab\there \
    joined

    end
    """
  print(t)
  print(t.split(separator: "\n").count, t.count)
  """###,
  ###"""
  print(Int("12a") as Any, Int(" 1") as Any, Int("-5")!, Int("+5")!, Double("1e3")!, Double("abc") as Any, Double(".5")!, Double("inf")!, Bool("true")!, Int("") as Any)
  print(String(42), String(3.5), String(true), String(-7), String(255, radix: 16, uppercase: true), String(describing: [1]))
  """###,
  ###"""
  func pad(_ s: String, to n: Int) -> String { s.count >= n ? s : s + String(repeating: " ", count: n - s.count) }
  func padLeft(_ s: String, to n: Int, with c: Character = " ") -> String { String(repeating: String(c), count: max(0, n - s.count)) + s }
  for (name, v) in [("rate", 0.1), ("epochs", 10)] { print("|" + pad(name, to: 8) + "|" + padLeft("\(v)", to: 6) + "|") }
  print(padLeft("7", to: 3, with: "0"))
  """###,
  ###"""
  func isPalindrome(_ s: String) -> Bool { let t = s.lowercased().filter { $0.isLetter }; return t == String(t.reversed()) }
  print(isPalindrome("A man, a plan, a canal: Panama"), isPalindrome("no"))
  """###,
  ###"""
  print(#"C:\path\"quoted"\n"#, ##"a "# b"##, #"line\#nbreak"#, #"\u{41} \#u{41}"#)
  print(#"""
    raw \(not) \#(1 + 1)
    """#)
  """###,
  ###"""
  print("a-b-c".replacing("-", with: "+"), "hello".replacing("l", with: ""), "abc".replacing("x", with: "y"))
  """###,
  ###"""
  print("a b  c".split(separator: " "), "a--b-c".split(separator: "-", maxSplits: 1), "k=v=w".split(separator: "=", maxSplits: 1).map(String.init))
  print("one1two2three".split { $0.isNumber }, "a, b,c".split(separator: ", "), "".split(separator: ","))
  print("x,y,,".split(separator: ",", omittingEmptySubsequences: false).count)
  """###,
  ###"""
  let s = "naïve café 日本 🇫🇷👨‍👩‍👧"
  print(s.count, s.unicodeScalars.count, s.utf8.count, s.uppercased(), String(s.reversed()))
  print("\u{e9}" == "e\u{301}", "é".count, "🇫🇷".count, "\u{1F468}\u{200D}\u{1F469}".count)
  """###,
  ###"""
  print(Array("az".utf8), "A".unicodeScalars.first!.value, "é".utf8.count)
  """###,
  ###"""
  let a = "kitten", b = "sitten"
  print(zip(a, b).filter { $0 != $1 }.count)
  print(zip(a, b).map { $0 == $1 ? "." : "^" }.joined())
  """###,
]
