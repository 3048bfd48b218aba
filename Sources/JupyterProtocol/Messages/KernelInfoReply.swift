/// Answers `kernel_info_request`: who the kernel is.
package struct KernelInfoReply: MessageContent {
  package static let type = "kernel_info_reply"

  package let json: JSONValue
  /// Written once: clients ask again and again whether the kernel is there.
  package let bytes: [UInt8]

  /// An answer of a kernel with its language, its help menu and what it is doing (JEP 134).
  package init(
    implementation: String, version: String, languageInfo: JSONValue, banner: String,
    helpLinks: [(text: String, url: String)], supportedFeatures: [String], state: StatusMessage.State
  ) {
    json = [
      "status": "ok", "protocol_version": .string(MessageHeader.protocolVersion),
      "implementation": .string(implementation), "implementation_version": .string(version),
      "language_info": languageInfo, "banner": .string(banner),
      "help_links": .array(helpLinks.map { ["text": .string($0.text), "url": .string($0.url)] }),
      "supported_features": .array(supportedFeatures.map { .string($0) }),
      "debugger": .bool(supportedFeatures.contains("debugger")), "execution_state": .string(state.rawValue),
    ]
    bytes = json.compactBytes
  }
}
