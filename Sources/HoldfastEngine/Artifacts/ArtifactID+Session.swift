public import HoldfastModel

extension ArtifactID {
  /// Names an artifact that a stream makes.
  ///
  /// The name carries that of the session, so that an artifact is found without an index over all sessions.
  ///
  /// - Parameter number: Which artifact of the stream it is, from 1.
  init(in session: SessionID, by stream: StreamID, number: Int) {
    self.init(rawValue: "\(Base64URL.encode(Array(session.rawValue.utf8))).\(stream)-\(number)")
  }

  /// The session that the name carries; `nil` for a text that names no artifact.
  public var session: SessionID? {
    guard let dot = rawValue.firstIndex(of: "."), let bytes = Base64URL.decode(String(rawValue[..<dot])),
      let text = String(validating: bytes, as: UTF8.self), ClientIdentifier.isValid(text)
    else { return nil }
    return SessionID(rawValue: text)
  }
}
