import ArgumentParser
public import CommandLanguage
import Tensors

/// A program that is a Jupyter kernel over Espalier's commands and its own.
///
/// A package that declares commands ships its kernel by naming it:
///
/// ```swift
/// import EspalierKit
///
/// @main
/// struct Spectra: KernelApplication {
///   static let commandName = "spectra"
///   static let displayName = "Spectra"
///   static let version = "1.0.0"
///   static let summary = "Espalier with the singular values of weight matrices."
///   static let modules = [CommandModule.spectra]
/// }
/// ```
///
/// The program has the subcommands `run`, `repl`, `convert`, `manual`, `install`, `uninstall`, `doctor` and `kernel`. It
/// keeps its kernelspec, its command and its history under its own name, beside those of other such programs.
public protocol KernelApplication: SendableMetatype {
  /// The name of the program and, unless `install` is told another, of its kernel: lower-case ASCII letters, digits,
  /// `-`, `.` and `_`.
  static var commandName: String { get }
  /// The name that front ends show.
  static var displayName: String { get }
  /// The version that the command line and the kernel state.
  static var version: String { get }
  /// One sentence: what the kernel is for.
  static var summary: String { get }
  /// What `--help` says below the summary. The default names the subcommands.
  static var discussion: String { get }
  /// What a console shows at its start. The default has name, version and the way to `help()`.
  static var banner: String { get }
  /// An SVG drawing for front ends; nil, the default, for Espalier's logo.
  static var logo: String? { get }
  /// Commands beside Espalier's. The default has none.
  static var modules: [CommandModule] { get }
}

extension KernelApplication {
  public static var discussion: String {
    """
    In a front end:      \(commandName) install, then choose '\(displayName)' in JupyterLab
    Without a front end: \(commandName) run study.ipynb -p seed=3 -o study-3.ipynb
                         \(commandName) run study.swift
    At a prompt:         \(commandName) repl
    What can be said:    \(commandName) manual
    If anything fails:   \(commandName) doctor

    The variable ESPALIER_DATA names the folder of data sets (mnist/, fashion/,
    …); the set 'digits' is compiled in.
    """
  }

  public static var banner: String { "\(displayName) \(version). help() lists the commands." }

  public static var logo: String? { nil }

  public static var modules: [CommandModule] { [] }

  /// Reads the command line and does what it says; called by `@main`.
  public static func main() { main(nil) }

  /// Does what the arguments say; nil for those of the process.
  package static func main(_ arguments: [String]?) {
    Heap.keepFreed()
    ApplicationCommand<Self>.main(arguments)
  }
}
