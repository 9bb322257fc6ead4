import HoldfastSecurity
import HoldfastHTTP
import HoldfastModel
import HoldfastStores

/// All that the stores hold of some visitors, as their contracts show it.
struct Contents: Equatable {
  private var sessions: [SessionRecord] = []
  private var messages: [StoredMessage] = []
  private var claims: [Claim?] = []
  private var drafts: [Draft?] = []
  private var records: [StreamRecord] = []
  private var frames: [[Frame]] = []
  private var unfinished: [StreamID] = []

  init(of server: TestServer, for visitors: [Visitor]) async throws {
    let (conversations, log) = (server.stores.conversations.base, server.stores.log.base)
    for visitor in visitors {
      guard let cookie = visitor.fields.first(where: { $0.0 == "cookie" })?.1,
        let id = server.services.cookies.verify(cookieHeader: cookie)
      else { throw Unexpected("a visitor without a cookie") }
      let found = try await conversations.sessions(of: .anonymous(id), after: nil, limit: 1000)
      sessions += found
      for session in found {
        messages += try await conversations.messages(in: session.id, after: 0, limit: 1000)
        claims.append(try await conversations.lastClaim(in: session.id))
      }
      for name in ["s1", "s2", "s3", "s9"] {
        drafts.append(try await conversations.draft(of: .anonymous(id), for: SessionID(rawValue: name)))
      }
    }
    for stream in messages.compactMap(\.stream) {
      guard let record = try await log.record(of: stream) else { continue }
      records.append(record)
      frames.append(try await log.read(stream, from: 0, maximumBytes: .max))
    }
    unfinished = try await (log.running(limit: 1000) + log.unsaved(limit: 1000)).map(\.stream)
  }
}
