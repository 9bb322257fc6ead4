import Foundation
import HoldfastModel

/// A stream as a real provider once sent it, from the folder that the environment names.
struct Recording: Sendable {
  /// The folder of recorded streams; `nil` when none is given.
  static let folder = ProcessInfo.processInfo.environment["HOLDFAST_RECORDED"].flatMap {
    $0.isEmpty ? nil : $0
  }

  /// The folders, one for each API.
  static let apis = [chat, messages]
  static let chat = "openai-compatible"
  static let messages = "anthropic"

  /// Every file, with its API before it; empty when there are none.
  static let names = apis.flatMap { names(of: $0) }

  /// The files of one API.
  static func names(of api: String) -> [String] {
    guard let folder else { return [] }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(api)")) ?? []
    return files.filter { !$0.hasPrefix(".") }.sorted().map { "\(api)/\($0)" }
  }

  /// Whether the stream is one of Anthropic's API.
  let isMessage: Bool
  /// What is sent.
  var bytes: [UInt8]
  /// The payloads of its events, `[DONE]` left out.
  private var payloads: [String]

  init(name: String) throws {
    guard let folder = Self.folder, let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
    else { throw Unexpected("no recording \(name)") }
    isMessage = name.hasPrefix("\(Self.messages)/")
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { String($0) }
    if name.hasSuffix(".sse") {
      bytes = Array(data)
      payloads = lines.filter { $0.hasPrefix("data: {") }.map { String($0.dropFirst(6)) }
    } else {
      bytes = Array((isMessage ? lines : lines + ["[DONE]"]).map { "data: \($0)\n\n" }.joined().utf8)
      payloads = lines
    }
  }

  /// The recording without the event that ends it, and all that follows.
  func cutBeforeFinish() throws -> Recording {
    let mark = isMessage ? #""type":"message_stop""# : #""finish_reason":""#
    guard let end = payloads.firstIndex(where: { $0.contains(mark) }), end > 0 else {
      throw Unexpected("a recording without an end, or with nothing before it")
    }
    var copy = self
    copy.payloads = Array(payloads[..<end])
    copy.bytes = Array(copy.payloads.map { "data: \($0)\n\n" }.joined().utf8)
    return copy
  }

  /// What the reply amounts to, by Foundation's JSON and nothing of ours.
  func summary() throws -> ReplySummary {
    var summary = ReplySummary()
    var places: [Int] = []
    for payload in payloads {
      guard let chunk = try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any] else {
        throw Unexpected("a payload that is no object")
      }
      if isMessage {
        summary.add(messageEvent: chunk)
        continue
      }
      guard let choice = (chunk["choices"] as? [[String: Any]])?.first else { continue }
      let delta = choice["delta"] as? [String: Any] ?? [:]
      summary.add("reasoning", delta["reasoning_content"] as? String ?? "")
      summary.add("text", delta["content"] as? String ?? "")
      for call in delta["tool_calls"] as? [[String: Any]] ?? [] {
        let function = call["function"] as? [String: Any] ?? [:]
        let index = call["index"] as? Int ?? 0
        if !places.contains(index) {
          places.append(index)
          summary.begin(call["id"] as? String ?? "", function["name"] as? String ?? "")
        }
        summary.extend(call: places.firstIndex(of: index) ?? 0, function["arguments"] as? String ?? "")
      }
      if let reason = choice["finish_reason"] as? String {
        summary.finish = reason.replacingOccurrences(of: "_", with: "-")
      }
    }
    return summary
  }
}

/// What a reply amounts to, however it was cut into pieces.
struct ReplySummary: Equatable {
  /// A part: text, reasoning or a tool call, in the order in which they began.
  struct Part: Equatable {
    var kind: String
    var text = ""
    var callID: String?
    var tool: String?
    /// The arguments as a value, so that their spelling does not count.
    var input: JSONValue?
  }

  var parts: [Part] = []
  var finish: String?

  mutating func add(_ kind: String, _ text: String) {
    guard !text.isEmpty else { return }
    if parts.last?.kind != kind { parts.append(Part(kind: kind)) }
    parts[parts.count - 1].text += text
  }

  mutating func begin(_ id: String, _ tool: String) {
    parts.append(Part(kind: "call", callID: id, tool: tool))
  }

  mutating func extend(call index: Int, _ arguments: String) {
    let places = parts.indices.filter { parts[$0].kind == "call" }
    parts[places[index]].text += arguments
  }

  /// The summary with each call's arguments as a value.
  func parsed() throws -> ReplySummary {
    var copy = self
    for index in parts.indices where parts[index].kind == "call" {
      copy.parts[index].input = try JSONParser.parse(parts[index].text.isEmpty ? "{}" : parts[index].text)
      copy.parts[index].text = ""
    }
    return copy
  }

  /// Adds an event of a message; tool calls come one after the other.
  mutating func add(messageEvent event: [String: Any]) {
    let block = event["content_block"] as? [String: Any] ?? [:]
    let delta = event["delta"] as? [String: Any] ?? [:]
    add("reasoning", delta["thinking"] as? String ?? "")
    add("text", delta["text"] as? String ?? "")
    if block["type"] as? String == "tool_use" {
      begin(block["id"] as? String ?? "", block["name"] as? String ?? "")
    }
    if let more = delta["partial_json"] as? String {
      extend(call: parts.count { $0.kind == "call" } - 1, more)
    }
    if let reason = delta["stop_reason"] as? String {
      let words = ["end_turn": "stop", "tool_use": "tool-calls", "refusal": "content-filter"]
      finish = words[reason] ?? reason
    }
  }
}
