import HoldfastModel

extension Scenario.Step {
  private static let kinds = [
    "text", "reasoning", "delay", "tool", "toolDelta", "data", "source", "usage", "model", "fail", "finish",
  ]

  init(_ reader: ScenarioReader) throws(ScenarioError) {
    let keys = reader.keys
    guard let kind = keys.first(where: Self.kinds.contains) else {
      let name = keys.first { $0 != "repeat" && $0 != "every" }
      throw reader.fault(name.map { "unknown step \"\($0)\"" } ?? "a step that does nothing")
    }
    let repeats = kind == "text" || kind == "reasoning"
    try reader.allow(repeats ? [kind, "repeat", "every"] : [kind])
    switch kind {
    case "text", "reasoning":
      let text = try reader.string(kind)
      let count = try reader.optionalCount("repeat") ?? 1
      let every = try reader.optionalDuration("every") ?? .zero
      self =
        kind == "text"
        ? .text(text, repeat: count, every: every) : .reasoning(text, repeat: count, every: every)
    case "delay": self = .delay(try reader.duration(kind))
    case "model": self = .model(try reader.string(kind))
    case "finish": self = .finish(try reader.choice(kind))
    default: self = try Self.structured(kind, reader.object(kind))
    }
  }

  private static func structured(
    _ kind: String, _ reader: ScenarioReader
  ) throws(ScenarioError) -> Scenario.Step {
    switch kind {
    case "tool": return try tool(reader)
    case "toolDelta": return try toolDelta(reader)
    case "data":
      try reader.allow(["name", "id", "value", "transient"])
      return .data(
        name: try reader.string("name"), value: try reader.value("value"),
        id: try reader.optionalString("id"), transient: try reader.optionalBool("transient") ?? false)
    case "source":
      try reader.allow(["url", "title"])
      return .source(url: try reader.string("url"), title: try reader.optionalString("title"))
    case "usage":
      try reader.allow(["inputTokens", "outputTokens"])
      return .usage(
        Usage(
          inputTokens: try reader.optionalCount("inputTokens"),
          outputTokens: try reader.optionalCount("outputTokens")))
    default:  // fail: the list of kinds has no other
      try reader.allow(["kind", "message", "status"])
      return .fail(
        ProviderError(
          try reader.choice("kind"), detail: try reader.optionalString("message") ?? "scripted failure",
          status: try reader.optionalCount("status")))
    }
  }

  private static func tool(_ reader: ScenarioReader) throws(ScenarioError) -> Scenario.Step {
    try reader.allow(["id", "name", "input", "pieceLength", "every"])
    let pieceLength = try reader.optionalCount("pieceLength")
    if pieceLength == 0 { throw reader.fault("a piece is one character long or more") }
    return .tool(
      id: try reader.string("id"), name: try reader.string("name"), input: try reader.value("input"),
      pieceLength: pieceLength, every: try reader.optionalDuration("every") ?? .zero)
  }

  private static func toolDelta(_ reader: ScenarioReader) throws(ScenarioError) -> Scenario.Step {
    try reader.allow(["id", "name", "fragments", "every"])
    let fragments = try reader.array("fragments") { (element, place) throws(ScenarioError) in
      try ScenarioReader.string(element, at: place)
    }
    return .toolDelta(
      id: try reader.string("id"), name: try reader.string("name"), fragments: fragments,
      every: try reader.optionalDuration("every") ?? .zero)
  }
}
