import Foundation
import TestServers

/// Asks a server on this machine, with one connection for each request.
struct HTTPClient: Sendable {
  var port: Int
  var cookie: String?

  /// Sends a request; what comes back is read by the caller.
  func send(
    _ method: String, _ path: String, fields: [(String, String)] = [], body: String? = nil,
    receiveBuffer: Int32? = nil, deadline: Deadline = .step
  ) throws -> HTTPAnswer {
    var text = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    if let cookie { text += "Cookie: \(cookie)\r\n" }
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    if let body { text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n" }
    text += "\r\n" + (body ?? "")
    let connection = try Connection(port: port, receiveBuffer: receiveBuffer, deadline: deadline)
    try connection.write(Array(text.utf8), deadline: deadline)
    return HTTPAnswer(on: connection)
  }

  /// Sends a request and reads the whole answer.
  func fetch(
    _ method: String, _ path: String, fields: [(String, String)] = [], body: String? = nil,
    deadline: Deadline = .step
  ) throws -> (head: HTTPAnswer.Head, body: [UInt8]) {
    let answer = try send(method, path, fields: fields, body: body, deadline: deadline)
    guard let head = try answer.readHead(deadline: deadline) else {
      throw ProcessFailure("\(method) \(path): the server closed without an answer")
    }
    let body = try answer.readAll(deadline: deadline)
    guard answer.isComplete else { throw ProcessFailure("\(method) \(path): the answer was cut") }
    return (head, body)
  }
}
