import Foundation
import HoldfastModel
import TestServers

/// A model provider that gives prepared answers, byte by byte, and remembers what it was asked.
struct Upstream: Sendable {
  private let listener: Listener
  private let answers: [String]

  /// Prepares answers, one for each request; `{authorization}` in them becomes the field of the request, as careless
  /// providers repeat it.
  init(answers: [String]) throws {
    listener = try Listener(port: try Ports.free())
    self.answers = answers
  }

  var url: String { "http://127.0.0.1:\(listener.port)/v1" }

  /// Answers the requests, one after the other; returns their heads.
  func serve() throws -> [String] {
    try answers.map { answer in
      let connection = try listener.accept()
      let head = try Self.readRequest(from: connection)
      let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("authorization:") } ?? ""
      let authorization = line.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces)
      let text = answer.replacing("{authorization}", with: authorization)
      try connection.write(Array(text.utf8))
      return head
    }
  }

  private static func readRequest(from connection: Connection) throws -> String {
    var bytes: [UInt8] = []
    while case .bytes(let more) = try connection.read() {
      bytes += more
      guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
      let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      let field = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
      let length = field.flatMap {
        Int($0.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces))
      }
      if bytes.count - end.upperBound >= length ?? 0 { return head }
    }
    throw ProcessFailure("the request was cut")
  }
}
