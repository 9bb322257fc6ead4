import AsyncHTTPClient
import HTTPTypes
import HoldfastModel
import HummingbirdTesting
import NIOCore
import NIOHTTP1

/// The head of an answer.
struct AnswerHead: Sendable {
  var status: Int
  var fields: [(name: String, value: String)]

  init(_ response: HTTPClientResponse) {
    status = Int(response.status.code)
    fields = response.headers.map { (name: $0.name.lowercased(), value: $0.value) }
  }

  init(_ response: TestResponse) {
    status = Int(response.status.code)
    fields = response.headers.map { (name: $0.name.canonicalName, value: $0.value) }
  }

  /// The value of a field; of several, all, so that none of them passes for the one that is due.
  subscript(name: String) -> String? {
    let values = all(name)
    return values.isEmpty ? nil : values.joined(separator: " and ")
  }

  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
}

/// A whole answer.
struct Answer: Sendable {
  var head: AnswerHead
  var body: [UInt8]

  init(head: AnswerHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }

  init(_ response: TestResponse) {
    self.init(head: AnswerHead(response), body: Array(response.body.readableBytesView))
  }

  var status: Int { head.status }
  var text: String { String(decoding: body, as: UTF8.self) }
  subscript(name: String) -> String? { head[name] }

  /// The body as JSON.
  var json: JSONValue {
    get throws { try JSONParser.parse(body) }
  }

  /// The blocks of an event stream.
  var blocks: [EventBlock] { EventBlock.all(in: body) }
  /// The lines that are the same for every reader.
  var lines: [String] { blocks.flatMap(\.sharedLines) }
  /// The blocks that stand in the log.
  var frames: [EventBlock] { blocks.filter { $0.id != nil } }
  /// What the frames hold.
  var chunks: [JSONValue] {
    get throws { try frames.map { try $0.json } }
  }
  /// The types of the chunks in the log.
  var types: [String] {
    get throws { try chunks.map { $0["type"]?.stringValue ?? "?" } }
  }
  /// The text of the reply.
  var replyText: String {
    get throws {
      try chunks.filter { $0["type"] == "text-delta" }.compactMap { $0["delta"]?.stringValue }.joined()
    }
  }
}

/// What stands between two blank lines of an event stream, read by nothing but this.
struct EventBlock: Sendable, Equatable {
  var id: String?
  var data: String?
  var retry: String?
  var comments: [String] = []

  init(_ text: Substring) {
    for line in text.split(separator: "\n") {
      if line.hasPrefix("id: ") {
        id = String(line.dropFirst(4))
      } else if line.hasPrefix("data: ") {
        data = String(line.dropFirst(6))
      } else if line.hasPrefix("retry: ") {
        retry = String(line.dropFirst(7))
      } else if line.hasPrefix(": ") {
        comments.append(String(line.dropFirst(2)))
      } else {
        comments.append("unknown line \(line)")
      }
    }
  }

  /// The blocks of a text; comments and the wait before coming back are blocks of their own.
  static func all(in bytes: [UInt8]) -> [EventBlock] {
    var (rest, blocks) = (bytes[...], [EventBlock]())
    while let block = take(from: &rest) { blocks.append(block) }
    return blocks
  }

  /// The first block, when all of it is there.
  static func take(from bytes: inout ArraySlice<UInt8>) -> EventBlock? {
    let feed = UInt8(ascii: "\n")
    while bytes.first == feed { bytes.removeFirst() }
    let isLine = bytes.first == UInt8(ascii: ":") || bytes.first == UInt8(ascii: "r")
    var place = bytes.firstIndex(of: feed)
    while let end = place {
      guard isLine || (end + 1 < bytes.endIndex && bytes[end + 1] == feed) else {
        place = bytes[(end + 1)...].firstIndex(of: feed)
        continue
      }
      let block = EventBlock(Substring(String(decoding: bytes[..<end], as: UTF8.self)))
      bytes = bytes[(end + 1)...]
      return block
    }
    return nil
  }

  /// The `id:` and `data:` lines of a frame of the log, and the end.
  var sharedLines: [String] {
    guard let data, id != nil || data == "[DONE]" else { return [] }
    return (id.map { ["id: \($0)"] } ?? []) + ["data: \(data)"]
  }

  /// The position in the stream.
  var position: Int? { id?.split(separator: ".").dropFirst().first.flatMap { Int($0) } }

  var json: JSONValue {
    get throws { try JSONParser.parse(data ?? "") }
  }
}

extension JSONValue {
  /// The text of a message.
  var messageText: String {
    (self["parts"]?.arrayValue ?? []).filter { $0["type"] == "text" }.compactMap { $0["text"]?.stringValue }
      .joined()
  }
}
