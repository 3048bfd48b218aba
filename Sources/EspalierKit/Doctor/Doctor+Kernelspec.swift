import FoundationEssentials
import JupyterProtocol

extension Doctor {
  /// The kernel as Jupyter would start it: the first folder of the search that has the name counts.
  func kernelspec() -> [Finding] {
    let files = search.dataFolders.map { "\($0)/kernels/\(name.text)/kernel.json" }
    guard let file = files.first(where: File.exists) else {
      return [
        Finding(.problem, "kernelspec", "no kernel '\(name.text)' where Jupyter looks", mend: install)
      ]
    }
    let json: JSONValue
    do {
      json = try JSONValue(parsing: try File.read(file))
    } catch {
      return [Finding(.problem, "kernelspec", "\(file): \(error)", mend: install)]
    }
    guard let binary = KernelSpecification.binary(in: json, program: application.commandName) else {
      return [
        Finding(
          .problem, "kernelspec", "\(file) starts another program",
          mend: "remove that folder and run '\(install)', or install under another --name")
      ]
    }
    return [Finding(.ok, "kernelspec", file), installedProgram(binary)]
  }

  private func installedProgram(_ path: String) -> Finding {
    guard File.exists(path) else {
      return Finding(.problem, "kernel", "\(path) is gone", mend: install)
    }
    guard FileManager.default.isExecutableFile(atPath: path) else {
      return Finding(.problem, "kernel", "\(path) cannot be executed", mend: "chmod +x '\(path)'")
    }
    do {
      let running = try RunningBinary.path()
      if try File.read(path) == File.read(running) {
        return Finding(.ok, "kernel", "\(path), the same program as this")
      }
      return Finding(.warning, "kernel", "\(path) is another build than \(running)", mend: install)
    } catch {
      return Finding(.warning, "kernel", "\(error)", mend: "make both programs readable")
    }
  }
}
