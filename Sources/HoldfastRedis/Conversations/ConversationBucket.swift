#if Redis
  import HoldfastModel

  /// One of the parts into which the conversations are split: all keys of one lie in one slot of a cluster.
  ///
  /// What spans sessions is kept by the bucket, so that one script can write it with the session; a list asks them all.
  struct ConversationBucket: Sendable, Hashable {
    /// How many there are; part of the layout, so it never changes.
    static let count = 64

    /// Which one it is.
    let number: Int
    private let prefix: String

    /// The bucket of a session.
    init(of session: SessionID, prefix: String) {
      self.init(RedisSlot(key: Array(session.rawValue.utf8)).number % Self.count, prefix: prefix)
    }

    private init(_ number: Int, prefix: String) {
      self.number = number
      self.prefix = prefix
    }

    /// All of them.
    static func all(prefix: String) -> [ConversationBucket] {
      (0..<count).map { ConversationBucket($0, prefix: prefix) }
    }

    // MARK: Keys of a session

    /// What the session keys of one kind begin with; the session's id follows.
    func stem(_ kind: SessionKey) -> String { "\(prefix):{b\(number)}:\(kind.rawValue):" }

    func key(_ kind: SessionKey, of session: SessionID) -> [UInt8] {
      Array((stem(kind) + session.rawValue).utf8)
    }

    /// A draft's name, as the index of drafts has it: unlike a principal, a session's id has no NUL.
    static func draftName(of principal: Principal, for session: SessionID) -> [UInt8] {
      Array("\(session.rawValue)\0\(principal.text)".utf8)
    }

    func draftKey(named name: [UInt8]) -> [UInt8] { Array(stem(.draft).utf8) + name }

    // MARK: Indexes

    func index(_ kind: IndexKey) -> [UInt8] { Array("\(prefix):{b\(number)}:\(kind.rawValue)".utf8) }

    /// A hash: `version`, `account`, and reservations by their names.
    func quotaKey(of principal: Principal) -> [UInt8] {
      Array("\(prefix):{b\(number)}:quota:\(principal.text)".utf8)
    }

    func sessionsIndex(of principal: Principal) -> [UInt8] {
      Array("\(prefix):{b\(number)}:sessions:\(principal.text)".utf8)
    }

    /// A key that stands for nothing, to prove that the server takes writes.
    var healthKey: [UInt8] { Array("\(prefix):{b\(number)}:health".utf8) }

    /// All keys that a script may write which writes a session, in the order in which ``ConversationScripts`` has them.
    func allKeys(of session: SessionID, principal: Principal) -> [[UInt8]] {
      [SessionKey.head, .claims, .places, .contents, .notes].map { key($0, of: session) }
        + [draftKey(named: Self.draftName(of: principal, for: session)), sessionsIndex(of: principal)]
        + [IndexKey.open, .pointed, .noted, .drafted].map(index)
        + [SessionKey.effects, .artifacts, .tombstone].map { key($0, of: session) } + [index(.buried)]
    }
  }
#endif
