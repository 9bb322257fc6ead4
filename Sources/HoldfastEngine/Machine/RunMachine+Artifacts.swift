import HoldfastModel
import HoldfastStores

/// Showing an artifact while the model writes it.
extension RunMachine {
  /// Whether a chunk is a piece of an artifact's arguments, which clients are shown as the artifact itself.
  func isArtifactPiece(_ chunk: Chunk) -> Bool {
    if case .toolInputDelta(let call, _) = chunk { artifacts[call] != nil } else { false }
  }

  /// Shows what chunks bring of artifacts.
  mutating func followArtifacts(_ chunks: [Chunk], at now: Timestamp) {
    for chunk in chunks {
      switch chunk {
      case .toolInputStart(let call) where tools[call.toolName]?.makesArtifact == true:
        artifacts[call.toolCallID] = ArtifactWriter(
          stream: header.stream, session: header.session, number: artifacts.count + 1)
      case .toolInputDelta(let call, let delta):
        if let parts = artifacts[call]?.accept(delta) { show(parts, at: now) }
      case .toolInputError(let call, _, _, _) where artifacts[call.toolCallID] != nil: closeArtifact()
      default: break
      }
    }
  }

  /// What a call that is complete has made.
  mutating func artifactOutput(of call: String, _ input: JSONValue, at now: Timestamp) -> ToolEnding {
    var writer =
      artifacts[call]
      ?? ArtifactWriter(stream: header.stream, session: header.session, number: artifacts.count + 1)
    let parts = writer.finish(input)
    artifacts[call] = writer
    show(parts, at: now)
    return .done([
      "id": .string(writer.id.rawValue), "title": input["title"] ?? "", "kind": input["kind"] ?? "",
    ])
  }

  private mutating func show(_ parts: [Chunk], at now: Timestamp) {
    for case .data(let name, _, _, true) in parts { watchdogs?.notePart(name, at: now) }
    queue(parts)
  }

  /// Tells clients that the open artifact will not be finished.
  mutating func closeArtifact() {
    guard watchdogs?.isArtifactOpen == true else { return }
    watchdogs?.closeArtifact()
    for call in artifacts.keys.sorted() { artifacts[call]?.abort() }
    queue([.data(name: "abort", value: .null, id: header.stream.rawValue, transient: true)])
  }
}
