import CommandLanguage
import FoundationEssentials
import Workbench

/// Looks at everything that the kernel needs to run and to be found.
struct Doctor {
  let application: any KernelApplication.Type
  let name: KernelName
  let search = JupyterSearch.current

  /// A look at the kernel that an application has installed under a name.
  init(_ application: any KernelApplication.Type, name: KernelName) {
    self.application = application
    self.name = name
  }

  /// What makes the installed kernel anew.
  var install: String { "\(application.commandName) install" }

  /// What was found, in the order in which one would mend it.
  func findings() -> [Finding] {
    [binary(), commands()] + kernelspec() + [place()] + libraries() + data() + [jupyter(), converter()]
  }

  private func binary() -> Finding {
    do {
      return Finding(.ok, "program", try RunningBinary.path())
    } catch {
      return Finding(.warning, "program", error.description, mend: "mount /proc, where 'install' finds the program")
    }
  }

  /// What cells can say; the application's own modules may contradict Espalier's.
  private func commands() -> Finding {
    do {
      let modules = try Workbench(modules: application.modules).table.modules
      let count = modules.reduce(0) { $0 + $1.commands.count }
      let own = application.modules.map { "'\($0.name)'" }
      return Finding(
        .ok, "commands",
        "\(count) in \(modules.count) modules" + (own.isEmpty ? "" : ", of its own: \(own.joined(separator: ", "))"))
    } catch {
      return Finding(.problem, "commands", "\(error)", mend: "correct the declaration and build again")
    }
  }

  /// Where `install --user` would write.
  private func place() -> Finding {
    let folder = File.absolute(search.userData) + "/kernels"
    if File.canWrite(inFolder: folder) { return Finding(.ok, "permission", "kernels can be installed in \(folder)") }
    return Finding(
      .warning, "permission", "\(folder) cannot be written",
      mend: "change its permissions, or install with --sys-prefix or --prefix PATH")
  }

  private func jupyter() -> Finding {
    if let path = search.command("jupyter") { return Finding(.ok, "jupyter", path) }
    return Finding(
      .note, "jupyter",
      "not on PATH; '\(application.commandName) run' needs none, JupyterLab comes with 'pip install jupyterlab'")
  }

  private func converter() -> Finding {
    let program = "rsvg-convert"
    if let path = search.command(program) { return Finding(.ok, "figures", "PNG of charts by \(path)") }
    return Finding(
      .warning, "figures",
      "\(program) is not on PATH: charts are shown as SVG, without the PNG that mail and "
        + "untrusted notebooks fall back to",
      mend: "install librsvg2-bin (Debian, Ubuntu), librsvg2-tools (Fedora) or librsvg (Arch)")
  }
}
