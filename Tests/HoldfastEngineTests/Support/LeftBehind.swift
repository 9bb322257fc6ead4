import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// A reply that a process left behind when it was killed, step by step as far as it came.
struct LeftBehind {
  let stores: Stores
  let claim: Claim
  private var writer: FrameWriter

  var stream: StreamID { claim.stream }

  /// Claims a reply, as the killed process did.
  init(
    on stores: Stores, saying text: String = "Hello", id: String = "u1", in session: SessionID = .first,
    named stream: String? = nil
  ) async throws {
    self.stores = stores
    let message = UIMessage.says(text, id: id)
    let name = stream ?? "left\(id)"
    let outcome = try await stores.conversations.claim(
      ClaimRequest(
        session: session, principal: .ada, turn: .submit(message),
        fingerprint: TestHash.bytes(of: message.fingerprintBytes, count: 32),
        stream: StreamID(rawValue: name),
        run: RunID(rawValue: "run-\(name)"), reply: MessageID(rawValue: "reply-\(name)"),
        agent: Agent.defaultName, dialect: .v5, routeForm: .chat, now: stores.time.now))
    guard case .claimed(let claim) = outcome else { throw NotInTime(description: "not claimed: \(outcome)") }
    self.claim = claim
    writer = FrameWriter(
      position: 0, seal: .origin, dialect: .v5, sealer: TestSealer().sealer(for: claim.stream))
  }

  var header: StreamHeader {
    StreamHeader(
      stream: claim.stream, principal: claim.principal, claim: claim.key, reply: claim.reply,
      order: claim.order, segment: claim.segment,
      agent: claim.agent, dialect: claim.dialect, routeForm: claim.routeForm, createdAt: claim.createdAt)
  }

  /// Makes the stream; its owner is a node that is no more.
  func create(lease: Duration = .lease) async throws {
    _ = try await stores.log.create(
      header, run: claim.run, owner: NodeID(rawValue: "node-that-died"), lease: lease)
  }

  /// Appends chunks.
  mutating func append(
    _ chunks: [Chunk], outcome: StreamOutcome? = nil, end: TerminalState? = nil, lease: Duration = .lease
  ) async throws {
    let first = writer.position
    let append = StreamAppend(
      stream: claim.stream, epoch: 1, first: first, frames: writer.frames(for: chunks), outcome: outcome,
      end: end,
      lease: lease)
    for result in await stores.log.append([append]) { _ = try result.get() }
  }

  /// The first frame of every stream.
  var opening: [Chunk] { [.start(messageID: claim.reply)] }

  /// The first frames of a stream with some text in it.
  func opening(saying text: String) -> [Chunk] {
    opening + [.startStep, .textStart(.text, id: "text-1"), .textDelta(.text, id: "text-1", delta: text)]
  }

  /// What closes the text.
  static let closingText: [Chunk] = [.textEnd(.text, id: "text-1"), .finishStep]
}
