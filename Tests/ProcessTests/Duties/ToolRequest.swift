import Foundation
import HoldfastModel
import TestServers

/// A request as a tool server gets it.
struct ToolRequest: Sendable {
  /// What is asked for.
  enum Purpose: String, Sendable {
    case execute = "do"
    case compensate = "undo"
    case status
  }

  var purpose: Purpose
  var tool: String
  /// What makes a repeat the same call.
  var key: String
  var session: String
  var conduct: ToolConduct

  /// Reads one; `nil` when the peer closes before.
  ///
  /// - Throws: ``ProcessFailure`` for one that no tool should be sent.
  init?(from connection: Connection) throws {
    var bytes: [UInt8] = []
    while case .bytes(let more) = try connection.read() {
      bytes += more
      guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
      let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
      let length = Self.field("content-length", in: lines).flatMap { Int($0) } ?? 0
      if bytes.count - end.upperBound < length { continue }
      try self.init(lines, body: Array(bytes[end.upperBound...]))
      return
    }
    return nil
  }

  private init(_ lines: [Substring], body: [UInt8]) throws {
    let words = lines.first?.split(separator: " ") ?? []
    let parts = words.dropFirst().first?.split(separator: "/") ?? []
    let value = try? JSONParser.parse(body)
    guard words.first == "POST", parts.count == 2, let purpose = Purpose(rawValue: String(parts[0])),
      let key = Self.field("idempotency-key", in: lines), let session = value?["session"]?.stringValue,
      let conduct = ToolConduct(input: value?["input"]), value?["tool"]?.stringValue == String(parts[1]),
      let call = value?["call"]?.stringValue, key.hasSuffix("/" + call)
    else { throw ProcessFailure("the tool was sent something strange: \(lines)") }
    self.purpose = purpose
    tool = String(parts[1])
    self.key = key
    self.session = session
    self.conduct = conduct
  }

  private static func field(_ name: String, in lines: [Substring]) -> String? {
    let line = lines.first { $0.lowercased().hasPrefix(name + ":") }
    return line?.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces)
  }
}
