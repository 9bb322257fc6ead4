import HoldfastModel
import HoldfastStores

/// What the workloads work on: of the size that a chat has.
enum Sample {
  /// Any time.
  static let time = Timestamp(milliseconds: 1_750_000_000_000)
  /// The name of a stream, as long as those that are made.
  static let stream = StreamID(rawValue: "01jy4q8x3zv6m0k2c9h5t7w1ab")
  /// A piece of text, as long as models' mostly are.
  static let text = " streaming"
  /// A chunk with the piece, as it goes over the wire.
  static let data = Array(#"{"type":"text-delta","id":"txt-0","delta":" streaming"}"#.utf8)
  /// A seal with every kind of byte.
  static let seal = Seal(bytes: (0..<Seal.byteCount).map { UInt8($0 * 17) }) ?? .origin

  /// The frame of the chunk at a position.
  static func frame(_ position: Int) -> Frame { Frame(position: position, data: data, seal: seal) }

  /// What a stream is about.
  static func header(of stream: StreamID = stream) -> StreamHeader {
    StreamHeader(
      stream: stream, principal: .user("ada"),
      claim: ClaimKey(session: SessionID(rawValue: "session"), message: MessageID(rawValue: "question")),
      reply: MessageID(rawValue: "answer"), order: 2, agent: "default", dialect: .v6, routeForm: .chat,
      createdAt: time)
  }
}
