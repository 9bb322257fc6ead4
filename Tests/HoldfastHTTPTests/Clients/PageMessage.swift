import HoldfastModel

/// The message that a page makes of a stream's chunks, as far as these tests need it.
struct PageMessage {
  var id: String
  var parts: [JSONValue] = []

  var json: JSONValue { ["id": .string(id), "role": "assistant", "parts": .array(parts)] }

  mutating func take(_ chunk: JSONValue) {
    func tool(_ change: (inout JSONObject) -> Void) {
      let call = chunk["toolCallId"]
      let index = parts.firstIndex { $0["toolCallId"] == call }
      var part = index.flatMap { parts[$0].objectValue } ?? JSONObject()
      part["toolCallId"] = call
      change(&part)
      if let index { parts[index] = .object(part) } else { parts.append(.object(part)) }
    }
    switch chunk["type"]?.stringValue {
    case "start-step": parts.append(["type": "step-start"])
    case "text-start": parts.append(["type": "text", "text": "", "state": "streaming"])
    case "text-delta":
      guard var part = parts.last?.objectValue else { return }
      part["text"] = .string((part["text"]?.stringValue ?? "") + (chunk["delta"]?.stringValue ?? ""))
      parts[parts.count - 1] = .object(part)
    case "tool-input-available":
      tool { part in
        part["type"] = .string("tool-\(chunk["toolName"]?.stringValue ?? "")")
        part["state"] = "input-available"
        part["input"] = chunk["input"]
      }
    case "tool-output-denied": tool { $0["state"] = "output-denied" }
    case "tool-output-error":
      tool { part in
        part["state"] = "output-error"
        part["errorText"] = chunk["errorText"]
      }
    default: break
    }
  }
}
