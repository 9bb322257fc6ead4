package import HoldfastEngine
package import HoldfastModel
package import HoldfastStores

/// A place that some world must come to: a run over many seeds that misses one has not tried what it claims.
package enum SometimesPoint: Sendable, Hashable {
  case crashed(before: StoreCall)
  case crashed(after: StoreCall)
  case lostReply(StoreCall)
  case errorAfter(StoreCall)
  case ended(TerminalState)
  case start(StartRow)
  case resume(ResumeRow)
  case provider(ProviderFault)
  case zombieRefused, takenByForce, takenWhenExpired
  case syncFailed, unsyncedLost, tailTorn, readFromReplica
  case processPaused, processDrained, partitioned
  case savingNotice, savedAfterEnd, refusedForGood
  case readerIdle, readerLost
  case wentUnlogged, claimAbandoned
  case attempt(TargetChoice.Role)
  case breaker(EngineEvent.BreakerKind, EngineEvent.BreakerState)
  case continued(ContinuationMode)
  case notContinued(SpliceRule.Obstacle)
  case noTarget(EngineEvent.NoTargetReason)
  case fallback, prefillRefused, prefillUnlearned, overlapTrimmed, takenOverAndContinued
  /// A person approved a call; a Retry took over what an approved call had come to.
  case approved, adopted
  case tool(ToolAct), toolFault(ToolFault), effect(EffectEntry.State)
  /// A process died at a transition of the effect ledger.
  case ledgerCrash(LedgerCrash)
  /// Undoing was tried again after it had failed; a reply was not saved, so that what it had done was undone.
  case undoneAgain, givenUpForEffects
  case reservationExpired, paidLate, paidByReconciler, limitReached, tooManyAtOnce
  case deletedWhileRunning
  case stoppedBeforeStart, stoppedWhileRunning, stoppedAfterEnd, stoppedNothing

  /// The rows of "Starting a reply".
  package enum StartRow: String, Sendable, Hashable, CaseIterable {
    case new, repeatWhileRunning, repeatFinished, repeatStopped, repeatSuperseded, repeatEndedOtherwise
    case notLastTurn, conflict, foreignSession, storeUnavailable, supersedes
    case retry, edit, regenerate, continuation, keyReused, activeRejected, activeAttached, unloggedOrClaimed
    case trimmed
  }

  /// The rows of "Resuming".
  package enum ResumeRow: String, Sendable, Hashable, CaseIterable {
    case active, cursorOfActive, cursorOfEnded, nothing, replayedAfterEnd, unavailable, cursorInvalid, foreign
    case gone, claimedThenRegistered
  }

  /// The points that a run over many seeds must reach.
  package static let expected: [SometimesPoint] = {
    let life: [StoreCall] = [.claim, .create, .append, .outcome, .settle, .mark, .end, .clearPointer]
    let writes: [StoreCall] = life + [.move, .renew, .takeOver, .requestEnd]
    return life.map { .crashed(before: $0) } + life.map { .crashed(after: $0) }
      + writes.map { .lostReply($0) } + writes.map { .errorAfter($0) }
      + TerminalState.allCases.map { .ended($0) } + StartRow.allCases.map { .start($0) }
      + ResumeRow.allCases.map { .resume($0) } + ProviderFault.allCases.map { .provider($0) }
      + attempts + duties
      + [
        .fallback, .prefillRefused, .prefillUnlearned, .overlapTrimmed, .takenOverAndContinued,
        .zombieRefused, .takenByForce, .takenWhenExpired, .syncFailed, .unsyncedLost, .tailTorn,
        .readFromReplica, .processPaused, .processDrained, .partitioned, .savingNotice, .savedAfterEnd,
        .wentUnlogged, .claimAbandoned, .refusedForGood, .readerIdle, .readerLost, .stoppedBeforeStart,
        .stoppedWhileRunning,
        .stoppedAfterEnd, .stoppedNothing,
      ]
  }()

  /// What becomes of quota, effects and deleted sessions.
  private static let duties: [SometimesPoint] = {
    var points: [SometimesPoint] = [
      .approved, .undoneAgain, .givenUpForEffects, .reservationExpired, .paidLate, .paidByReconciler,
      .limitReached,
      .tooManyAtOnce, .deletedWhileRunning,
    ]
    let calls: [StoreCall] = [.reserve, .endReservation]
    for call in calls {
      points += [.crashed(before: call), .crashed(after: call), .lostReply(call), .errorAfter(call)]
    }
    points += [.tool(.executed), .tool(.probed), .tool(.undone), .tool(.undoFailed)]
    points += ToolFault.allCases.map { .toolFault($0) }
    return points + EffectEntry.State.allCases.map { .effect($0) }
  }()

  /// How replies are tried, and models closed off.
  private static let attempts: [SometimesPoint] = {
    var points: [SometimesPoint] = [.continued(.prefill), .continued(.userContinue)]
    points += TargetChoice.Role.allCases.map { .attempt($0) }
    for kind in EngineEvent.BreakerKind.allCases {
      points += EngineEvent.BreakerState.allCases.map { .breaker(kind, $0) }
    }
    points += SpliceRule.Obstacle.allCases.map { .notContinued($0) }
    points += EngineEvent.NoTargetReason.allCases.map { .noTarget($0) }
    return points
  }()
}
