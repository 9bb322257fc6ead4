/// Where a key set is.
enum KeySetLocation: Sendable, Hashable {
  /// A file of this machine.
  case file(String)
  /// A URL, fetched by whoever uses this module.
  case url(String)

  /// Reads a path or a URL.
  ///
  /// Whoever can alter the keys on their way can sign in as anyone, so a URL must be `https`, or name this machine.
  ///
  /// - Throws: ``SecurityError/Code/invalidTokenSettings``.
  init(_ text: String) throws(SecurityError) {
    func hasPrefix(_ prefix: String) -> Bool { text.utf8.starts(with: prefix.utf8) }
    if hasPrefix("https://") {
      self = .url(text)
    } else if hasPrefix("http://") {
      let authority = text.dropFirst(7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      let isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains { host in
        authority == host
          || authority.hasPrefix(host + ":") && authority.dropFirst(host.count + 1).allSatisfy(\.isNumber)
      }
      guard isLoopback else {
        throw SecurityError(
          .invalidTokenSettings, "the key set must be fetched over https; only this machine may use http")
      }
      self = .url(text)
    } else if text.isEmpty || text.contains("://") {
      throw SecurityError(.invalidTokenSettings, "the key set is neither the path of a file nor an https URL")
    } else {
      self = .file(text)
    }
  }
}
