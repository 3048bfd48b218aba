import FoundationEssentials

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
    [binary()] + kernelspec() + [place()] + libraries() + data() + [jupyter(), converter()]
  }

  private func binary() -> Finding {
    do {
      return Finding(.ok, "program", try RunningBinary.path())
    } catch {
      return Finding(.warning, "program", error.description, mend: "mount /proc, where 'install' finds the program")
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
