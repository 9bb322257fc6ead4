import HoldfastModel
import TestServers

/// A person's client: starts, resumes and looks up replies of a session.
struct ChatClient: Sendable {
  var http: HTTPClient

  /// Makes a client with an identity of its own, as a browser gets it with the page.
  init(of server: ServerProcess) throws {
    http = server.client
    let head = try http.fetch("GET", "/").head
    guard let cookie = head["set-cookie"]?.split(separator: ";").first else {
      throw ProcessFailure("the page came without a cookie")
    }
    http.cookie = String(cookie)
  }

  /// Makes the same person's client of another server.
  init(of server: ServerProcess, like other: ChatClient) {
    http = server.client
    http.cookie = other.http.cookie
  }

  // MARK: Streams

  /// Sends a message; the reply is read by the caller.
  func start(_ session: String, _ message: String, _ text: String) throws -> StreamReading {
    StreamReading(try http.send("POST", "/api/chat", body: Self.startBody(session, message, text)))
  }

  /// The body of a request that sends a message.
  static func startBody(_ session: String, _ message: String, _ text: String) -> String {
    let body: JSONValue = [
      "id": .string(session),
      "message": [
        "id": .string(message), "role": "user", "parts": [["type": "text", "text": .string(text)]],
      ],
    ]
    return body.text
  }

  /// Comes back to a session's stream, with the last cursor when there is one.
  func resume(_ session: String, after cursor: String?, receiveBuffer: Int32? = nil) throws -> StreamReading {
    let fields = cursor.map { [("Last-Event-ID", $0)] } ?? []
    return StreamReading(
      try http.send("GET", "/api/chat/\(session)/stream", fields: fields, receiveBuffer: receiveBuffer))
  }

  /// Reads a stream from its first frame, by its own name or its session's.
  func replay(_ name: String) throws -> StreamReading {
    let reading = StreamReading(try http.send("GET", "/api/chat/\(name)/stream?startIndex=0"))
    try reading.readToEnd()
    return reading
  }

  // MARK: What is kept

  /// The state of a stream.
  func state(of stream: String) throws -> JSONObject { try object("/api/streams/\(stream)") }

  /// A session.
  func session(_ id: String) throws -> JSONObject { try object("/api/sessions/\(id)") }

  /// Asks for the end of a session's reply; returns the state that it ends in.
  func stop(_ session: String) throws -> String? {
    try object("/api/chat/\(session)/stop", method: "POST")["state"]?.stringValue
  }

  /// What the server says of itself.
  func status() throws -> JSONObject { try object("/api/status") }

  /// The messages of a session.
  func messages(in session: String) throws -> [JSONObject] {
    let messages = try object("/api/sessions/\(session)/messages")["messages"]?.arrayValue ?? []
    return messages.compactMap(\.objectValue)
  }

  /// The raw download of a stream.
  func raw(_ stream: String, as form: String) throws -> [UInt8] {
    let (head, body) = try http.fetch("GET", "/api/streams/\(stream)/raw?as=\(form)")
    guard head.status == 200 else { throw ProcessFailure("raw?as=\(form): status \(head.status)") }
    return body
  }

  private func object(_ path: String, method: String = "GET") throws -> JSONObject {
    let (head, body) = try http.fetch(method, path, body: method == "GET" ? nil : "{}")
    guard head.status == 200, let object = (try? JSONParser.parse(body))?.objectValue else {
      throw ProcessFailure(
        "\(method) \(path): status \(head.status), \(String(decoding: body, as: UTF8.self))")
    }
    return object
  }
}
