#if Redis
  /// Why a call has no reply.
  package enum RedisCallFailure: Error, Equatable {
    /// The server cannot have seen it.
    case notSent(Reason)
    /// It was sent, and the connection ended before the reply came.
    case lost
    /// It was sent, and the reply did not come in time.
    case late

    /// Why a call was not sent that was to follow the one that failed.
    var reason: Reason {
      switch self {
      case .notSent(let reason): reason
      case .lost: .noConnection
      case .late: .tooLate
      }
    }

    /// Why it was not sent.
    package enum Reason: Equatable {
      /// There is no connection, and none could be made.
      case noConnection
      /// The server refused the connection with this error.
      case refused(RedisErrorReply)
      /// As many calls as may be are waiting already.
      case tooManyCalls
      /// The call's own time was over before it could be sent.
      case tooLate
      /// No server of the cluster serves the slot.
      case noOwner
      /// The client was shut down.
      case shutDown
    }
  }
#endif
