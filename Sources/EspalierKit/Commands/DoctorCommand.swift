import ArgumentParser

/// `doctor`: what is in order and what is not.
struct DoctorCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "doctor",
      abstract: "Check the installation and say how to mend what is wrong.",
      discussion: """
        Looks at the installed kernel, the libraries, the data sets and the
        programs that the kernel works with. Every line begins with ok, note,
        warning or problem; what needs doing follows its line. Needs neither
        Python nor Jupyter and changes nothing.

        Exit status: 0 without problems, 1 with one.
        """)
  }

  @Option(help: "The name under which the kernel was installed.", transform: KernelName.init(argument:))
  var name = KernelName(of: Application.self)

  func run() throws {
    let findings = Doctor(Application.self, name: name).findings()
    print("\(Application.displayName) \(Application.version)")
    for finding in findings { print(finding.text) }
    if findings.contains(where: { $0.level == .problem }) { throw ExitCode.failure }
  }
}
