import HoldfastModel

/// All frames of a stream, from `start` to its end, and what must be true of them.
struct WholeStream: Sendable {
  let frames: [Frame]

  /// The stream's name.
  var name: String { frames.first?.cursor?.stream.rawValue ?? "" }

  /// The reply's message.
  var reply: String? { frames.first?.chunk["messageId"]?.stringValue }

  /// The state that the closing frames tell; `nil` when they are none that the wire knows.
  var state: String? {
    let types = frames.map(\.type)
    switch types.last {
    case "finish": return "finished"
    case "abort": return frames.last?.chunk["reason"]?.stringValue ?? "stopped or superseded"
    case "error":
      guard types.dropLast().last == "abort" else { return "failed" }
      return types.dropLast(2).last == "data-notice" ? "interrupted" : nil
    default: return nil
    }
  }

  /// The error part, which is one of the wire's errors as text.
  var error: JSONObject? {
    guard let text = frames.last?.chunk["errorText"]?.stringValue else { return nil }
    return (try? JSONParser.parse(text))?.objectValue
  }

  /// What every ended stream must be: positions from 0 and +1, `start` first, one end and nothing behind it.
  var findings: Findings {
    var findings = Findings()
    for (index, frame) in frames.enumerated() {
      let cursor = frame.cursor
      findings.check(cursor != nil, "frame \(index) has no cursor: \(frame)")
      findings.equal(cursor?.position, index, "position")
      findings.equal(cursor?.stream.rawValue, name, "stream of frame \(index)")
    }
    let types = frames.map(\.type)
    findings.equal(types.first, "start", "first frame")
    findings.equal(types.count { $0 == "start" }, 1, "number of start frames")
    findings.check(state != nil, "the end is no end: \(types.suffix(4))")
    for type in ["finish", "abort", "error"] {
      findings.check(types.count { $0 == type } <= 1, "there is more than one \(type)")
    }
    findings.check(!types.contains("finish") || !types.contains("abort"), "both finish and abort")
    if state == "interrupted" || state == "failed" {
      findings.equal(error?["retryable"]?.boolValue, true, "retryable")
      findings.equal(error?["errorCode"]?.stringValue, "INTERRUPTED", "errorCode")
    }
    return findings
  }
}

extension StreamReading {
  /// What must be true of an answer that brought a stream's end.
  var findingsAtEnd: Findings {
    get throws {
      var findings = Findings()
      findings.equal(try head()?.status, 200, "status")
      findings.equal(try head()?["content-type"], "text/event-stream", "content type")
      findings.check(isDone, "the answer ends without [DONE]")
      findings.check(isComplete, "the answer was cut")
      findings.equal(framesBehindEnd, 0, "frames behind [DONE]")
      findings.equal(strangeLines, [], "strange lines")
      findings.check(
        announcements.allSatisfy { $0.type == "data-notice" }, "without a cursor: \(announcements)")
      return findings
    }
  }

  /// What must be true of an answer that a dying server cut: it must not look like one that ended.
  var findingsAtCut: Findings {
    var findings = Findings()
    findings.check(isDone || !isComplete, "a cut looks like a clean end")
    findings.equal(strangeLines, [], "strange lines")
    return findings
  }
}
