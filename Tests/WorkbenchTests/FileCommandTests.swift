import CommandLanguage
import TestSupport
import Testing
import Workbench

@Suite("Files of arrays in cells")
struct FileCommandTests {
  @Test("tensors are saved under their names, loaded by them, and saved in another format")
  func exchange() throws {
    let folder = try TemporaryFolder()
    let bench = try Bench()
    let report = bench.run(
      """
      save(["y": tensor([3, 1]), "x": tensor([[1.5, 2], [3, 4]])], "\(folder.path)/a.npz", compressed: true)
      let archive = load("\(folder.path)/a.npz")
      save(archive, "\(folder.path)/a.safetensors")
      let again = load("\(folder.path)/a.safetensors")
      """
    ).report
    #expect(report.failures.isEmpty, "\(report.failures.map(\.text))")
    #expect(bench.text("again.names") == #"["x", "y"]"#)
    #expect(bench.text(#"again["x"][0, 0] + archive[1][0]"#) == "4.5")
    #expect(bench.text(#"archive.integers("y")"#) == "[3, 1]")
    #expect(bench.text("archive").hasPrefix("TensorArchive: 2 arrays, 6 numbers\nname  shape  elements  bytes"))
    #expect(bench.text(#"archive["z"]"#).contains("there is no array 'z'; expected one of 'x', 'y'"))
    let unknown = bench.text(#"save(tensor([1]), "\#(folder.path)/a.txt")"#)
    #expect(unknown.contains("expected one that ends in .safetensors"))
    #expect(bench.text(#"load("\#(folder.path)/none.npz")"#).contains("No such file or directory"))
    let offered = bench.workbench.snapshot().complete(#"archive[""#, at: 9).items
    #expect(offered.prefix(2).map(\.text) == ["x", "y"])
  }

  @Test("a network is saved, and a network of the same layers filled with what was saved")
  func networks() throws {
    let folder = try TemporaryFolder()
    let bench = try Bench()
    let report = bench.run(
      """
      let net = prune(mlp([64, 12, 10], seed: 1), toSparsity: 0.5)
      save(net, "\(folder.path)/w.safetensors")
      save(net, "\(folder.path)/w.npz", compressed: true)
      let filled = load("\(folder.path)/w.safetensors", into: mlp([64, 12, 10], seed: 2))
      let again = load("\(folder.path)/w.npz", into: filled)
      """
    ).report
    #expect(report.failures.isEmpty, "\(report.failures.map(\.text))")
    let same = "filled.logits(digits().test.inputs) == net.logits(digits().test.inputs)"
    #expect(bench.text("[filled.sparsity, again.sparsity]") == "[0.5, 0.5]")
    #expect(bench.text(same) == "true")
    #expect(
      bench.text("load(\"\(folder.path)/w.npz\", into: mlp([64, 13, 10]))").contains(
        "has shape [13, 64], found [12, 64]"))
    let other = bench.text("load(\"\(folder.path)/w.npz\", into: mlp([64, 12, 12, 10]))")
    #expect(other.contains("missing fc3.weight, fc3.bias"))
    #expect(bench.text("save(net, \"\(folder.path)/w.csv\")").contains("use .npz or .safetensors"))
  }

  @Test("a data set of one's own is split, standardised, and keeps what was done to it")
  func datasets() throws {
    let folder = try TemporaryFolder()
    let bench = try Bench()
    let report = bench.run(
      """
      let all = digits(validation: 0, test: 0).train
      save(["x": all.inputs, "y": tensor(all.labels)], "\(folder.path)/digits.npz")
      let data = dataset("\(folder.path)/digits.npz", labels: "y", test: 0.2, validation: 0, seed: 3).standardized()
      """
    ).report
    #expect(report.failures.isEmpty, "\(report.failures.map(\.text))")
    #expect(bench.text("[data.train.count, data.validation.count, data.test.count]") == "[1438, 0, 359]")
    #expect(bench.text("data.standardization == nil") == "false")
    #expect(bench.text("digits().standardized(mean: [0.3], deviation: [0.4]).standardization!").contains("mean 0.3;"))
    #expect(bench.text("digits().standardized(mean: [0.3], deviation: [0])").contains("positive numbers, found 0.0"))
    #expect(bench.text(#"dataset("\#(folder.path)/digits.npz", labels: "y", test: 2)"#).contains("expected 0 to 1"))
  }
}
