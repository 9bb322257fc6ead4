import HoldfastModel
import HoldfastStores

/// Turns the arguments of a call of ``DocumentTool`` into the transient parts that show the document as it is written.
///
/// `data-kind`, `data-id`, `data-title`, `data-clear`, then `data-codeDelta`, `data-diagramDelta` or `data-textDelta`, each
/// a further piece, then `data-finish`; the id of each part is the stream's.
struct ArtifactWriter: Sendable {
  private let stream: StreamID
  private let session: SessionID
  private let ownID: ArtifactID
  private var scanner = ArgumentScanner()
  private var values: [String: String] = [:]
  /// The members whose values are whole.
  private var known: Set<String> = []
  private var unsent = ""
  private var hasBegun = false
  /// Whether clients were told that it will not be finished.
  private(set) var isAborted = false

  /// Prepares for the arguments of a call.
  ///
  /// - Parameter number: Which artifact of the stream it is, from 1.
  init(stream: StreamID, session: SessionID, number: Int) {
    self.stream = stream
    self.session = session
    ownID = ArtifactID(in: session, by: stream, number: number)
  }

  /// The parts that more of the arguments make.
  mutating func accept(_ delta: String) -> [Chunk] {
    for piece in scanner.accept(delta) {
      if piece.name == "content" {
        unsent += piece.text
      } else {
        values[piece.name, default: ""] += piece.text
        if piece.isLast { known.insert(piece.name) }
      }
    }
    return hasBegun || canBegin ? advance() : []
  }

  /// The parts that are left when the call is complete.
  mutating func finish(_ input: JSONValue) -> [Chunk] {
    if !hasBegun {
      for name in ["title", "kind", "id"] { values[name] = input[name]?.stringValue }
      unsent = input["content"]?.stringValue ?? ""
    }
    let chunks = advance()
    return isAborted ? [] : chunks + [part("finish", .null)]
  }

  /// Notes that clients are told that it will not be finished: nothing more is shown of it.
  mutating func abort() { isAborted = true }

  /// The artifact's name: a new one, or that of the artifact of which it is a version.
  var id: ArtifactID {
    guard let named = values["id"].map(ArtifactID.init(rawValue:)), named.session == session else {
      return ownID
    }
    return named
  }

  /// Whether all is known that comes first; the title may still be coming, and is known when its string has ended.
  private var canBegin: Bool {
    known.contains("title") && known.contains("kind") && (known.contains("id") || !unsent.isEmpty)
  }

  private mutating func advance() -> [Chunk] {
    guard !isAborted, let kind = values["kind"].flatMap(ArtifactKind.init(rawValue:)) else { return [] }
    var chunks: [Chunk] = []
    if !hasBegun {
      hasBegun = true
      chunks = [
        part("kind", .string(kind.rawValue)), part("id", .string(id.rawValue)),
        part("title", .string(values["title"] ?? "")), part("clear", .null),
      ]
    }
    if !unsent.isEmpty {
      chunks.append(part("\(kind.rawValue)Delta", .string(unsent)))
      unsent = ""
    }
    return chunks
  }

  private func part(_ name: String, _ value: JSONValue) -> Chunk {
    .data(name: name, value: value, id: stream.rawValue, transient: true)
  }
}
