import HoldfastModel

/// What a new claim is made of, beside what its request says.
struct NewClaim {
  /// What makes a repeat the same request.
  var key: ClaimKey
  /// The place of the reply.
  var place: Int64
  /// Which part of the reply it is.
  var segment = 0
  /// The id of the reply.
  var reply: MessageID
  /// The fingerprint of the content.
  var fingerprint: [UInt8]
  /// The user message that is stored one place before.
  var message: UIMessage?
  /// From where on the session is cut.
  var cut: (place: Int64, segment: Int)?
  /// What is written into earlier segments of the reply.
  var changes: [MessageSegment] = []
  /// The stream of the claim in whose stead it is made.
  var replaced: StreamID?
}
