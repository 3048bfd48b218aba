import JupyterKernel

extension InterpreterDescription {
  /// What `kernel_info_reply` and notebooks say of an application's kernel. The language is called `swift`: that is the name by
  /// which highlighters and notebook tools know its syntax.
  init(of application: any KernelApplication.Type) {
    self.init(
      implementation: application.commandName, implementationVersion: application.version,
      language: LanguageInfo(
        name: KernelSpecification.language, version: application.version, mimetype: "text/x-swift",
        fileExtension: ".swift", pygmentsLexer: "swift", codemirrorMode: "swift"),
      banner: application.banner)
  }
}
