import HoldfastSecurity
import Testing

@Suite struct `A master secret` {
  @Test(arguments: [
    "", "short", String(repeating: "x", count: 31), String(repeating: "x", count: 31) + "\n\n",
  ])
  func `has at least 32 bytes`(text: String) {
    let error = #expect(throws: SecurityError.self) { try MasterSecret(text: text) }
    #expect(error?.code == .secretTooShort)
    #expect(error?.message.contains("openssl rand -hex 32") == true)
  }

  @Test func `counts bytes, not characters`() throws {
    _ = try MasterSecret(text: String(repeating: "é", count: 16))
    _ = try MasterSecret(text: String(repeating: "x", count: 32))
  }

  // Made with Python's hmac and hashlib: HMAC-SHA256 of `holdfast` with HKDF (RFC 5869) of the secret, no salt, info
  // `holdfast key id v1`, 32 bytes; the first 4 bytes.
  @Test func `has a public name`() throws {
    #expect(try MasterSecret(text: "0123456789abcdef0123456789abcdef").keyID == "795338d9")
  }

  @Test func `has another name when it is another`() throws {
    let names = try (0..<100).map { try MasterSecret(text: "0123456789abcdef0123456789abcdef\($0)").keyID }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.utf8.count == 8 })
  }

  @Test(arguments: ["\n", "\r\n", "\n\n"])
  func `does not include line ends`(end: String) throws {
    let text = "0123456789abcdef0123456789abcdef"
    #expect(try MasterSecret(text: text + end).keyID == MasterSecret(text: text).keyID)
  }
}
