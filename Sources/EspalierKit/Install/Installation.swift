import FoundationEssentials
import JupyterProtocol

/// The kernel's folder among Jupyter's kernels, and the command beside it.
///
/// The program is copied into the folder itself. `kernel.json` must name an absolute path that lasts, and a checkout's
/// build folder does not; within the folder, `jupyter kernelspec remove` takes the program along, and two names can
/// hold two versions. Static linking makes the copy complete.
struct Installation {
  /// The kernel's folder.
  let folder: String
  /// The program in it.
  var binary: String { folder + "/" + program }

  private let program: String
  private let logo: [(name: String, bytes: [UInt8])]
  private let name: KernelName
  private let commands: String

  /// What has become of the command's link.
  enum Link {
    /// It stands.
    case made(String)
    /// Its place is taken by a file that is not ours.
    case occupied(String)
  }

  /// An application's kernel of a name in a place.
  init(
    of application: any KernelApplication.Type, in folders: (kernels: String, commands: String), name: KernelName
  ) {
    program = application.commandName
    logo = application.logo.map { Logo.files(drawing: $0) } ?? Logo.files
    let kernels = File.absolute(folders.kernels)
    self.name = name
    folder = kernels + "/" + name.text
    commands = File.absolute(folders.commands)
  }

  /// Writes the folder and links the command; what stood there before is replaced file by file, so a kernel that runs
  /// from it goes on undisturbed.
  ///
  /// - Throws: ``InstallationError/foreign`` where another program's kernel has the name, ``InstallationError/file``
  ///   where the system refuses.
  func install(_ specification: KernelSpecification, copying source: String) throws(InstallationError) -> Link {
    if FileManager.default.fileExists(atPath: folder + "/kernel.json"), installedBinary == nil {
      throw .foreign(name: name.text, folder: folder)
    }
    do throws(FileError) {
      try File.makeFolder(folder)
      try File.write(try File.read(source), to: binary, mode: 0o755)
      for (file, bytes) in logo { try File.write(bytes, to: folder + "/" + file) }
      // Last, because its presence is what makes the folder a kernel.
      try File.write(Array((specification.json.indentedText + "\n").utf8), to: folder + "/kernel.json")
      return try linkCommand()
    } catch {
      throw .file(error)
    }
  }

  /// Removes what ``install(_:copying:)`` has written; files that others have put beside it stay.
  ///
  /// - Throws: ``InstallationError``, and leaves everything where the folder is not ours.
  func remove() throws(InstallationError) {
    guard FileManager.default.fileExists(atPath: folder + "/kernel.json") else {
      throw .absent(name: name.text, folder: folder)
    }
    if installedBinary == nil { throw .foreign(name: name.text, folder: folder) }
    do throws(FileError) {
      if File.linkTarget(command) == binary { try File.remove(command) }
      for file in ["kernel.json", program] + logo.map(\.name) { try File.remove(folder + "/" + file) }
      try File.removeFolderIfEmpty(folder)
    } catch {
      throw .file(error)
    }
  }

  /// The program that the installed `kernel.json` starts; nil where there is none or it is another program's.
  var installedBinary: String? {
    guard let bytes = try? File.read(folder + "/kernel.json"), let json = try? JSONValue(parsing: bytes) else {
      return nil
    }
    return KernelSpecification.binary(in: json, program: program)
  }

  private var command: String { commands + "/" + program }

  private func linkCommand() throws(FileError) -> Link {
    let target = File.linkTarget(command)
    let isOurs = target.map { $0.hasSuffix("/" + program) && $0.contains("/kernels/") } ?? false
    if !isOurs, File.exists(command) { return .occupied(command) }
    try File.makeFolder(commands)
    if isOurs { try File.remove(command) }
    try File.link(command, to: binary)
    return .made(command)
  }
}
