import HoldfastEngine
import HoldfastModel
import HoldfastStores

extension Principal {
  static let ada = Principal.user("ada")
  static let bob = Principal.user("bob")
}

extension SessionID {
  static let first = SessionID(rawValue: "session-1")
  static let second = SessionID(rawValue: "session-2")
}

extension UIMessage {
  /// What a user says.
  static func says(_ text: String, id: String = "u1") -> UIMessage {
    UIMessage(id: MessageID(rawValue: id), role: .user, parts: [.text(text)])
  }
}

extension StartRequest {
  /// A user's wish for a reply.
  static func says(
    _ text: String, id: String = "u1", in session: SessionID = .first, of principal: Principal = .ada,
    agent: String = Agent.defaultName, dialect: Dialect = .v5, cursor: Cursor? = nil
  ) -> StartRequest {
    StartRequest(
      principal: principal, session: session, turn: .submit(.says(text, id: id)), agent: agent, dialect: dialect,
      cursor: cursor)
  }
}

extension Stores {
  /// What the log knows of a stream that must be there.
  func record(_ stream: StreamID) async throws -> StreamRecord {
    guard let record = try await log.record(of: stream) else { throw NotInTime(description: "no \(stream)") }
    return record
  }

  /// All frames of a stream.
  func frames(_ stream: StreamID) async throws -> [Frame] {
    try await log.read(stream, from: 0, maximumBytes: 1 << 30)
  }

  /// The messages of a session.
  func messages(in session: SessionID = .first) async throws -> [StoredMessage] {
    try await conversations.messages(in: session, after: 0, limit: 1000)
  }

  /// Waits until a stream has ended and its reply is saved, or refused.
  func settled(_ stream: StreamID) async throws -> StreamRecord {
    try await eventually("\(stream) is settled") {
      let record = try await log.record(of: stream)
      return record?.state != nil && record?.persistence != .pending ? record : nil
    }
  }
}
