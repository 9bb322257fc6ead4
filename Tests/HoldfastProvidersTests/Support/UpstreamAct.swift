import HoldfastModel

/// What a test upstream does with a request, one act after the other.
enum UpstreamAct: Sendable {
  /// Sends bytes in one write.
  case send([UInt8])
  /// Waits until the test calls `TestUpstream.open()`.
  case gate
  /// Waits until the client closes the connection.
  case awaitClose
  /// Closes the connection in order.
  case close
  /// Breaks the connection off.
  case reset

  static func send(_ text: String) -> UpstreamAct { .send(Array(text.utf8)) }

  /// The head of an answer whose body is chunked.
  static func head(
    _ status: Int = 200, type: String? = "text/event-stream", headers: [String] = []
  ) -> UpstreamAct {
    let type = type.map { ["content-type: \($0)"] } ?? []
    let lines = ["HTTP/1.1 \(status) Test", "transfer-encoding: chunked"] + type + headers
    return .send(lines.joined(separator: "\r\n") + "\r\n\r\n")
  }

  /// A piece of the body, cut into chunks of so many bytes.
  static func body(_ bytes: [UInt8], slice: Int = .max) -> UpstreamAct {
    var wire: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(slice)
      rest = rest.dropFirst(chunk.count)
      wire += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
    return .send(wire)
  }

  static func body(_ text: String, slice: Int = .max) -> UpstreamAct { body(Array(text.utf8), slice: slice) }

  /// The end of the body; the connection stays open.
  static let end = UpstreamAct.send("0\r\n\r\n")

  /// A whole answer that is no stream.
  static func answer(_ status: Int, _ body: String, type: String = "application/json") -> [UpstreamAct] {
    [.head(status, type: type), .body(body), .end]
  }

  /// A whole stream: each line becomes the data of an event.
  static func stream(_ lines: [String], slice: Int = .max) -> [UpstreamAct] {
    [.head(), .body(events(lines), slice: slice), .end]
  }

  /// The bytes of a stream of events.
  static func events(_ lines: [String]) -> String { lines.map { "data: \($0)\n\n" }.joined() }

  /// The bytes of a stream of events with names, which their types give.
  static func namedEvents(_ lines: [String]) -> String {
    lines.map { line in
      let type = (try? JSONParser.parse(line))?["type"]?.stringValue ?? ""
      return "event: \(type)\ndata: \(line)\n\n"
    }.joined()
  }
}
