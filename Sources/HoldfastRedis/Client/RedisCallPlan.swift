#if Redis
  package import HoldfastStores
  package import NIOCore

  /// Decides what becomes of one call after each try of it.
  ///
  /// A value without I/O. It ends a call with a reply, or with an error that says what is known of it: a write of which
  /// one try was sent and never answered is `indeterminate`, unless a later try was answered.
  package struct RedisCallPlan {
    /// What came of one try.
    package enum Outcome: Sendable {
      /// The server replied.
      case value(RedisValue)
      /// It did not.
      case failure(RedisCallFailure)
    }

    /// Where the next try goes.
    package enum Route: Equatable {
      /// Where the map says.
      case byMap
      /// To a server that is still getting the slot.
      case asking(RedisAddress)
    }

    /// What is to be done.
    package enum Step: Equatable {
      /// The call has its reply.
      case finish(RedisValue)
      /// The call has failed.
      case fail(StoreError.Code, String)
      /// Try again after a pause.
      case retry(after: Duration, Route, withSource: Bool = false)
    }

    /// What the map is to be told before the next try.
    package enum MapNews: Equatable {
      /// Nothing.
      case none
      /// A slot is served elsewhere.
      case moved(RedisSlot, RedisAddress)
      /// The map may be old.
      case doubtful
      /// The server is a replica now, perhaps and somebody else has its name: the connection to it is of no use.
      case demoted
    }

    private let limits: RedisLimits
    private let effect: RedisCommand.Effect
    private let start: NIODeadline
    /// By when the call must be done.
    package let deadline: NIODeadline
    private var redirections = 0
    private var busyRetries = 0
    private var hasLookedAtMap = false
    /// Whether a try was sent that was not answered.
    private var mayHaveHappened = false

    /// Makes the plan of a call that begins now.
    package init(_ effect: RedisCommand.Effect, limits: RedisLimits, now: NIODeadline, deadline: NIODeadline)
    {
      self.limits = limits
      self.effect = effect
      start = now
      self.deadline = deadline
    }

    /// By when the next try must be answered.
    package func attemptDeadline(now: NIODeadline) -> NIODeadline {
      min(deadline, now + TimeAmount(limits.attemptTimeout))
    }

    /// Takes the outcome of a try.
    ///
    /// - Parameters:
    ///   - server: Who was asked.
    ///   - pause: A random pause within ``RedisLimits/retryPause``.
    package mutating func next(
      after outcome: Outcome, from server: RedisAddress?, now: NIODeadline, pause: Duration
    ) -> (Step, MapNews) {
      switch outcome {
      case .value(.error(let error)): next(after: error, from: server, now: now, pause: pause)
      case .value(let value): (.finish(value), .none)
      case .failure(let failure): next(after: failure, now: now, pause: pause)
      }
    }

    private mutating func next(
      after error: RedisErrorReply, from server: RedisAddress?, now: NIODeadline, pause: Duration
    ) -> (Step, MapNews) {
      let giveUp = fail(StoreError(redis: error))
      switch RedisReaction.row(of: error).reaction {
      case .redirect:
        redirections += 1
        guard redirections <= limits.redirections, now < deadline, let server,
          let redirection = RedisRedirection(error, from: server)
        else { return (giveUp, .doubtful) }
        switch redirection {
        case .moved(let slot, to: let address):
          return (.retry(after: .zero, .byMap), .moved(slot, address))
        case .ask(let address): return (.retry(after: .zero, .asking(address)), .none)
        }
      case .repeatUntilDeadline: return (again(pause, now: now) ?? giveUp, .none)
      case .repeatFewTimes:
        busyRetries += 1
        guard busyRetries <= limits.busyRetries else { return (giveUp, .none) }
        return (again(pause, now: now) ?? giveUp, .none)
      case .reload:
        guard now < deadline else { return (giveUp, .none) }
        return (.retry(after: .zero, .byMap, withSource: true), .none)
      case .waitForLoading:
        guard now < start + TimeAmount(limits.loadingTimeout) else { return (giveUp, .none) }
        return (again(pause, now: now) ?? giveUp, .none)
      case .fail:
        switch error.word {
        case "READONLY", "MASTERDOWN": return (giveUp, .demoted)
        case "CLUSTERDOWN": return (giveUp, .doubtful)
        default: return (giveUp, .none)
        }
      }
    }

    private mutating func next(
      after failure: RedisCallFailure, now: NIODeadline, pause: Duration
    ) -> (Step, MapNews) {
      let giveUp = fail(StoreError(redis: failure, effect: effect))
      switch failure {
      case .lost, .late:
        mayHaveHappened = mayHaveHappened || effect == .write
        return (again(pause, now: now) ?? giveUp, .doubtful)
      case .notSent(.noConnection), .notSent(.noOwner):
        // In a cluster another server may have the slot now, which one look at the map tells.
        defer { hasLookedAtMap = true }
        guard mayHaveHappened || !hasLookedAtMap else { return (giveUp, .doubtful) }
        return (again(pause, now: now) ?? giveUp, .doubtful)
      case .notSent(.refused(let error)) where RedisReaction.row(of: error).reaction.isPassing:
        return next(after: error, from: nil, now: now, pause: pause)
      case .notSent(.refused) where mayHaveHappened: return (again(pause, now: now) ?? giveUp, .none)
      case .notSent(.tooLate): return (again(pause, now: now) ?? giveUp, .none)
      case .notSent: return (giveUp, .none)
      }
    }

    private func again(_ pause: Duration, now: NIODeadline) -> Step? {
      now + TimeAmount(pause) < deadline ? .retry(after: pause, .byMap) : nil
    }

    /// The error that the call ends with: a later try that failed does not undo an earlier one.
    private func fail(_ error: StoreError) -> Step {
      .fail(mayHaveHappened ? .indeterminate : error.code, error.message)
    }
  }
#endif
