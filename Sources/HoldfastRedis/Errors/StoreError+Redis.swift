#if Redis
  package import HoldfastStores

  extension StoreError {
    /// An error of the server that no repeat has helped against.
    ///
    /// The text of the server's error may quote what was sent, so only its first word is told.
    package init(redis error: RedisErrorReply) {
      let row = RedisReaction.row(of: error)
      let code: Code = if case .fail(let code) = row.reaction { code } else { .unavailable }
      self.init(code, "Redis answered \(error.word): \(row.meaning)")
    }

    /// A call without a reply.
    init(redis failure: RedisCallFailure, effect: RedisCommand.Effect) {
      switch failure {
      case .notSent(.refused(let error)):
        // The call itself was not sent, whatever the server says to the greeting.
        self.init(.unavailable, StoreError(redis: error).message)
      case .notSent(let reason): self.init(.unavailable, "Redis: \(reason.meaning)")
      case .lost, .late:
        let what = failure == .lost ? "the connection ended before the reply" : "there was no reply in time"
        self.init(effect == .read ? .unavailable : .indeterminate, "Redis: \(what)")
      }
    }

    /// What is stored is not what was written.
    package static func redisDamage(_ what: String) -> StoreError { StoreError(.damaged, "Redis: \(what)") }
  }

  extension RedisCallFailure.Reason {
    fileprivate var meaning: String {
      switch self {
      case .noConnection: "there is no connection"
      case .refused: "the connection was refused"
      case .tooManyCalls: "too many calls wait for replies"
      case .tooLate: "the time was over before the call could be sent"
      case .noOwner: "no server of the cluster serves the slot"
      case .shutDown: "the client was shut down"
      }
    }
  }
#endif
