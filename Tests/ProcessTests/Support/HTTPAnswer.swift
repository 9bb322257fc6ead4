import Foundation
import TestServers

/// An answer that is read as it comes.
final class HTTPAnswer {
  /// The head of an answer.
  struct Head {
    var status: Int
    /// The fields; their names in lower case.
    var fields: [(name: String, value: String)]

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
  }

  let connection: Connection
  /// Whether the body came to its own end; a cut is not one.
  private(set) var isComplete = false
  private var head: Head?
  private var unread: [UInt8] = []
  private var body = ChunkedBody()
  private var bytesLeft: Int?

  init(on connection: Connection) { self.connection = connection }

  /// The head; `nil` when the server is gone before it came.
  func readHead(deadline: Deadline = .step) throws -> Head? {
    if let head { return head }
    while true {
      if let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = try Self.parse(unread[..<end.lowerBound])
        unread.removeFirst(end.upperBound)
        if head["transfer-encoding"] == nil {
          bytesLeft = head.status == 204 ? 0 : Int(head["content-length"] ?? "0")
        }
        self.head = head
        return head
      }
      guard case .bytes(let bytes) = try connection.read(deadline: deadline) else { return nil }
      unread += bytes
    }
  }

  /// The next bytes of the body; `nil` at its end, or when the server is gone: see ``isComplete``.
  func readBody(deadline: Deadline = .step) throws -> [UInt8]? {
    guard try readHead(deadline: deadline) != nil else { return nil }
    while true {
      if let bytes = try takeBody() { return bytes }
      if isComplete { return nil }
      guard case .bytes(let bytes) = try connection.read(deadline: deadline) else { return nil }
      unread += bytes
    }
  }

  private func takeBody() throws -> [UInt8]? {
    guard let left = bytesLeft else {
      let bytes = try body.take(&unread)
      isComplete = body.isComplete
      return bytes.isEmpty ? nil : bytes
    }
    let bytes = Array(unread.prefix(left))
    unread.removeFirst(bytes.count)
    bytesLeft = left - bytes.count
    isComplete = bytesLeft == 0
    return bytes.isEmpty ? nil : bytes
  }

  /// The rest of the body.
  func readAll(deadline: Deadline = .step) throws -> [UInt8] {
    var all: [UInt8] = []
    while let bytes = try readBody(deadline: deadline) { all += bytes }
    return all
  }

  private static func parse(_ bytes: ArraySlice<UInt8>) throws -> Head {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, let status = Int(words[1]) else { throw ProcessFailure("the answer is no HTTP") }
    let fields = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      return (line[..<colon].lowercased(), value)
    }
    return Head(status: status, fields: fields)
  }
}
