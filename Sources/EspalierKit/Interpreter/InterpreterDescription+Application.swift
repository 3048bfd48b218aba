import JupyterKernel

extension InterpreterDescription {
  /// What `kernel_info_reply` and notebooks say of this kernel. The language is called `swift`: that is the name by
  /// which highlighters and notebook tools know its syntax.
  static let espalier = InterpreterDescription(
    implementation: "espalier", implementationVersion: Espalier.version,
    language: LanguageInfo(
      name: "swift", version: Espalier.version, mimetype: "text/x-swift", fileExtension: ".swift",
      pygmentsLexer: "swift", codemirrorMode: "swift"),
    banner: "Espalier \(Espalier.version): train, prune and measure neural networks. help() lists the commands.")
}
