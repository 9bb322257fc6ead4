import NIOCore

/// Where the server under load is.
package struct LoadAddress: Sendable {
  let host: String
  let port: Int
  /// A bearer token that every request carries.
  let token: String?

  /// Reads an address such as `http://127.0.0.1:8080`; `nil` for any other form.
  package init?(_ url: String, token: String? = nil) {
    guard url.hasPrefix("http://") else { return nil }
    let parts = url.dropFirst(7).prefix { $0 != "/" }.split(separator: ":")
    guard let host = parts.first, let port = parts.count == 1 ? 80 : Int(parts[1]), parts.count <= 2 else {
      return nil
    }
    self.host = String(host)
    self.port = port
    self.token = token
  }

  func post(_ path: String, _ body: String, cookie: String?) -> ByteBuffer {
    request(
      "POST", path, "content-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n", cookie, body)
  }

  func get(_ path: String, cookie: String?) -> ByteBuffer { request("GET", path, "", cookie, "") }

  private func request(
    _ method: String, _ path: String, _ fields: String, _ cookie: String?, _ body: String
  ) -> ByteBuffer {
    let cookie = cookie.map { "cookie: \($0)\r\n" } ?? ""
    let token = token.map { "authorization: Bearer \($0)\r\n" } ?? ""
    return ByteBuffer(
      string: "\(method) \(path) HTTP/1.1\r\nhost: \(host):\(port)\r\naccept: text/event-stream\r\n"
        + token + cookie + fields + "\r\n" + body)
  }
}
