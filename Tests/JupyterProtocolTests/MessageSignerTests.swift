import JupyterProtocol
import Testing

@Suite struct MessageSignerTests {
  // The first from RFC 4231, test case 2; the second from CPython's hmac, a key longer than the hash's block.
  @Test(
    "signatures are HMAC-SHA256, whatever the key's length",
    arguments: [
      ("Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
      (
        String(repeating: "k", count: 200), "headerparentmetadatacontent",
        "f904661ea763c5f76ce0934443ff4ddbf5dce65e90cb06168833ba7000b373bc"
      ),
    ])
  func vectors(_ key: String, _ text: String, _ signature: String) {
    let signer = MessageSigner(key: key)
    let bytes = Array(text.utf8)
    #expect(String(decoding: signer.signature(of: [bytes]), as: UTF8.self) == signature)
    let cut = [Array(bytes[..<5]), [], Array(bytes[5...])]
    #expect(signer.verifies(Array(signature.utf8), of: cut), "the cut into frames must not matter")
    #expect(!signer.verifies(Array(signature.uppercased().utf8), of: cut))
  }
}
