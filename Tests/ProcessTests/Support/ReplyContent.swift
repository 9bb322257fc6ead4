import HoldfastModel

/// What a reply says, folded from its frames, and likewise read from its stored message: two ways to the same parts.
///
/// The fold is written anew here and shares nothing with the server's.
struct ReplyContent: Hashable, Sendable {
  private(set) var parts: [JSONObject] = []

  /// Whether there is anything that a person could see.
  var isEmpty: Bool { !parts.contains { $0["type"] != "step-start" } }

  /// Text and reasoning.
  var text: String { parts.compactMap { $0["text"]?.stringValue }.joined(separator: "|") }

  /// Folds the frames of a stream.
  init(of frames: [Frame]) {
    var places: [String: Int] = [:]
    for chunk in frames.map(\.chunk) {
      let type = chunk["type"]?.stringValue ?? ""
      let id = (chunk["toolCallId"] ?? chunk["id"])?.stringValue ?? ""
      switch type {
      case "start-step": parts.append(["type": "step-start"])
      case "text-start", "reasoning-start":
        places[id] = parts.count
        parts.append(["type": .string(String(type.dropLast(6))), "text": "", "state": "streaming"])
      case "text-delta", "reasoning-delta":
        change(places[id]) { part in
          part["text"] = .string((part["text"]?.stringValue ?? "") + (chunk["delta"]?.stringValue ?? ""))
        }
      case "text-end", "reasoning-end": change(places[id]) { $0["state"] = "done" }
      case "tool-input-start":
        places[id] = parts.count
        let name = chunk["toolName"]?.stringValue ?? ""
        parts.append(["type": .string("tool-\(name)"), "toolCallId": .string(id), "state": "input-streaming"])
      case "tool-input-available":
        change(places[id]) { part in
          part["state"] = "input-available"
          part["input"] = chunk["input"]
        }
      case "tool-input-error", "tool-output-error":
        change(places[id]) { part in
          part["state"] = "output-error"
          part["input"] = nil
          part["errorText"] = chunk["errorText"]
        }
      case _ where type.hasPrefix("data-") && chunk["transient"] != true: parts.append(chunk)
      default: continue
      }
    }
  }

  /// Reads the parts of a stored message, without what only one of the two ways knows.
  init(ofStored message: JSONObject) {
    parts = (message["parts"]?.arrayValue ?? []).compactMap(\.objectValue).map { part in
      var part = part
      part["rawInput"] = nil
      if part["state"] == "input-streaming" || part["state"] == "output-error" { part["input"] = nil }
      return part
    }
  }

  private mutating func change(_ index: Int?, _ change: (inout JSONObject) -> Void) {
    if let index { change(&parts[index]) }
  }

  /// Equal whatever the order of members.
  static func == (one: ReplyContent, other: ReplyContent) -> Bool { one.canonical == other.canonical }

  func hash(into hasher: inout Hasher) { hasher.combine(canonical) }

  private var canonical: [[String: JSONValue]] {
    parts.map { part in Dictionary(part.members.map { ($0.key, $0.value) }) { $1 } }
  }
}

extension ReplyContent: CustomStringConvertible {
  var description: String { JSONValue.array(parts.map { .object($0) }).text }
}
