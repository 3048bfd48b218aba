/// Answers `kernel_info_request`: who the kernel is.
package struct KernelInfoReply: MessageContent {
  package static let type = "kernel_info_reply"

  package let json: JSONValue

  /// An answer of a kernel with its language and its help menu.
  package init(
    implementation: String, version: String, languageInfo: JSONValue, banner: String,
    helpLinks: [(text: String, url: String)], supportedFeatures: [String]
  ) {
    json = [
      "status": "ok", "protocol_version": .string(MessageHeader.protocolVersion),
      "implementation": .string(implementation), "implementation_version": .string(version),
      "language_info": languageInfo, "banner": .string(banner),
      "help_links": .array(helpLinks.map { ["text": .string($0.text), "url": .string($0.url)] }),
      "supported_features": .array(supportedFeatures.map { .string($0) }), "debugger": false,
    ]
  }
}
