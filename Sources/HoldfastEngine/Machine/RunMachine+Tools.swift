import HoldfastModel
import HoldfastStores

/// Calling tools: between the end of one answer of the model and the next.
///
/// A call is noted in the ledger with the frame that announces it, as executing before it is made, and what came of it
/// with the frame that says so. Calls are made one after the other, so that undoing them in the reverse order is right.
extension RunMachine {
  /// Takes notice of the calls among chunks that were just queued.
  mutating func noteCalls(_ chunks: [Chunk], at now: Timestamp) {
    for chunk in chunks {
      switch chunk {
      case .toolInputAvailable(let call, let input, _): noteCall(call, input, at: now)
      case .toolInputError(let call, _, _, _) where tools[call.toolName] != nil: hasAnsweredCall = true
      default: break
      }
    }
  }

  private mutating func noteCall(_ call: Chunk.ToolCall, _ input: JSONValue, at now: Timestamp) {
    // A tool that is not ours is the client's: the reply waits for its answer.
    guard let rule = tools[call.toolName] else { return hasQuestion = true }
    if let problem = rule.problem(input) {
      return answer(call.toolCallID, .failed("The input does not fit the tool: \(problem)"))
    }
    if rule.makesArtifact {
      return answer(call.toolCallID, artifactOutput(of: call.toolCallID, input, at: now))
    }
    // Without a log there is no ledger, and nothing is done that is not noted.
    guard isLogged else {
      return answer(call.toolCallID, .failed("Tools cannot be called at the moment."))
    }
    if rule.needsApproval {
      hasQuestion = true
      let approval = "\(header.stream)-\(call.toolCallID)"
      return queue([.toolApprovalRequest(approvalID: approval, toolCallID: call.toolCallID)])
    }
    plan(call, input, rule, at: now)
  }

  private mutating func plan(_ call: Chunk.ToolCall, _ input: JSONValue, _ rule: ToolRule, at now: Timestamp)
  {
    effects.begin(call.toolCallID, tool: call.toolName, effect: rule.effect, input: input, at: now)
    waitingCalls.append(call.toolCallID)
  }

  /// Begins a continuation with the calls that a person has approved.
  ///
  /// - Returns: Whether there are any.
  mutating func beginApproved(at now: Timestamp) -> Bool {
    guard !opening.approved.isEmpty else { return false }
    queue(composer.openStep())
    for approved in opening.approved {
      let rule = tools[approved.tool]
      let call = Chunk.ToolCall(
        toolCallID: approved.call, toolName: approved.tool, providerExecuted: true, title: rule?.title)
      queue([.toolInputAvailable(call, input: approved.input)])
      if let settled = approved.settled {
        // It was executed for a stream that this one replaces: never twice (I25).
        effects.adopt(settled, at: now)
        answer(approved.call, settled.ending)
      } else if let rule, isLogged {
        plan(call, approved.input, rule, at: now)
      } else {
        answer(approved.call, .failed("The tool cannot be called at the moment."))
      }
    }
    isCalling = true
    return true
  }

  /// The model has come to the end of one answer: its calls are made, or the reply is done.
  mutating func endStep(at now: Timestamp) -> [Effect] {
    let chunks = composer.closeCalls()
    queue(chunks)
    followArtifacts(chunks, at: now)
    noteCalls(chunks, at: now)
    watchdogs?.pause()
    if waitingCalls.isEmpty { return endCalls(at: now) }
    isCalling = true
    return []
  }

  /// All calls of a step have their answers: the model goes on, unless somebody else's answer is waited for.
  private mutating func endCalls(at now: Timestamp) -> [Effect] {
    isCalling = false
    guard hasAnsweredCall, !hasQuestion else {
      conclude(with: composer.reason ?? .toolCalls)
      return []
    }
    guard step < limits.steps else {
      queue([ClosingChunks.stepLimitNotice(limits.steps, now: now).chunk])
      conclude(with: composer.reason ?? .toolCalls)
      return []
    }
    step += 1
    hasAnsweredCall = false
    hasStepContent = false
    queue(composer.nextStep())
    splice = nil
    isSeamDue = false
    order = AttemptOrder(
      number: order.number + 1, excluded: order.excluded, isFirstOfOwner: true, said: assembler.messageParts)
    firstOfStep = order.number
    isOrderWaiting = true
    return []
  }

  /// Makes the next call, when everything before is committed; `nil` when no call is to be made.
  mutating func callWhenDue(at now: Timestamp) -> [Effect]? {
    if let call = callToMake, let entry = effects[call] {
      callToMake = nil
      runningCall = call
      return [.callTool(entry)]
    }
    if runningCall != nil { return [] }
    guard isCalling else { return nil }
    if let entry = effects.nextToUndo { return undo(entry) }
    guard !waitingCalls.isEmpty else { return endCalls(at: now) + flush(at: now) }
    let call = waitingCalls.removeFirst()
    effects.move(call, to: .executing, at: now)
    callToMake = call
    return flush(at: now)
  }

  /// The call of a tool is over.
  mutating func toolEnded(_ call: String, _ ending: ToolEnding, at now: Timestamp) -> [Effect] {
    guard runningCall == call, let entry = effects[call] else { return [] }
    runningCall = nil
    switch ending {
    case .done(let output):
      effects.move(call, to: .confirmed, output: output, at: now)
      answer(call, ending)
    case .failed(let words):
      effects.move(call, to: .failed, detail: words, at: now)
      answer(call, ending)
    case .unknown(let words):
      // The entry keeps what is said, for whoever has to say it again.
      let words = entry.effect.words(for: words)
      switch entry.effect {
      case .none: effects.move(call, to: .failed, detail: words, at: now)
      case .reversible, .residue:
        effects.move(call, to: .compensating, detail: words, dueAt: now, at: now)
      case .irreversible: effects.move(call, to: .manualReview, detail: words, at: now)
      }
      answer(call, .unknown(words))
    }
    return []
  }

  /// Undoing the effect of a call was tried.
  mutating func compensated(_ call: String, failure: String?, at now: Timestamp) -> [Effect] {
    guard runningCall == call else { return [] }
    runningCall = nil
    effects.undone(call, failure: failure, at: now)
    return []
  }

  private mutating func undo(_ entry: EffectEntry) -> [Effect] {
    runningCall = entry.call
    return [.compensate(entry)]
  }

  /// Says what came of a call; after the outcome that is said with the closing frames.
  private mutating func answer(_ call: String, _ ending: ToolEnding) {
    hasAnsweredCall = true
    let head = Chunk.ToolAnswer(toolCallID: call, providerExecuted: true)
    let chunk: Chunk =
      switch ending {
      case .done(let output): .toolOutputAvailable(head, output: output)
      case .failed(let words), .unknown(let words): .toolOutputError(head, errorText: words)
      }
    if phase == .running { return queue([chunk]) }
    assembler.accept(chunk)
    lateChunks.append(chunk)
  }

  // MARK: After the outcome

  /// The calls that were to be made are not made.
  mutating func dropWaitingCalls() {
    let dropped = effects.calls(in: .intent) + (callToMake.map { [$0] } ?? [])
    (waitingCalls, callToMake) = ([], nil)
    for call in dropped { effects.move(call, to: .failed, detail: EffectLedger.notCalled, at: time) }
  }

  /// Says again what came of calls after the outcome, which the owner before may have died with: it stands in the reply, if
  /// that is saved, and is in the stream only with its closing frames.
  mutating func repeatLateAnswers() {
    let open = Set(
      assembler.messageParts.filter { $0.json["state"] == "input-available" }.compactMap(\.toolCallID))
    for entry in effects.entries where open.contains(entry.call) {
      if let ending = entry.lateEnding { answer(entry.call, ending) }
    }
  }

  /// Waits for the calls that are under way, and finds out about those whose owner died; then the reply is saved.
  mutating func resolve(at now: Timestamp) -> [Effect] {
    if effects.hasChanges { return [] }
    if runningCall != nil { return [] }
    if let call = effects.calls(in: .executing).first, let entry = effects[call] {
      runningCall = call
      return [.probeTool(entry)]
    }
    if effects.isGivenUp {
      saving = .refused
      phase = .undoing
      return flush(at: now)
    }
    if let entry = effects.nextToUndo { return undo(entry) }
    guard let outcome else { return [] }
    phase = .settling
    retry = Retry(budget: limits.settleBudget)
    return [.settle(outcome, after: .zero)]
  }

  /// The reply is not saved: what it has done is undone, or waits for a person, or for the save.
  ///
  /// What cannot be undone waits for the save as long as there may be one; so does then all that the reply has done.
  mutating func leaveUnsaved(as saving: ClosingChunks.Saving, at now: Timestamp) -> [Effect] {
    let done = effects.outstanding
    let mustWait = saving == .pending && done.contains { !$0.effect.isReversible }
    guard !done.isEmpty, !mustWait, isLogged else { return close(saving, at: now) }
    effects.giveUp(at: now)
    // One that is gone with its session owes nobody a message.
    self.saving = saving == .pending ? .refused : saving
    phase = .undoing
    return [.announce([ClosingChunks.undoingNotice(now: now).chunk])]
  }

  /// Undoes what the reply has done, the latest first.
  mutating func undoNext(at now: Timestamp) -> [Effect] {
    if effects.hasChanges || runningCall != nil { return [] }
    if let entry = effects.nextToUndo { return undo(entry) }
    return close(saving, at: now)
  }
}

extension ToolEffect {
  /// What a model is told of a call of which nobody knows whether it was made.
  fileprivate func words(for words: String) -> String {
    switch self {
    case .none: words
    case .reversible, .residue: "\(words) It is not known whether it was done, so it is undone."
    case .irreversible: "\(words) It is not known whether it was done. A person will look at it."
    }
  }
}

extension EffectEntry {
  /// What was said of a call after the outcome; `nil` when nothing was.
  fileprivate var lateEnding: ToolEnding? {
    if state == .intent || state == .executing || detail == EffectLedger.notCalled { return nil }
    if let output { return .done(output) }
    return detail.map { .failed($0) }
  }

  /// What a call that is not made again came to.
  fileprivate var ending: ToolEnding {
    switch state {
    case .confirmed: .done(output ?? .null)
    case .failed: .failed(detail ?? "The tool failed.")
    case .compensating, .compensated: .failed("What the tool had done was undone.")
    case .intent, .executing, .manualReview: .unknown("It is not known whether it was done.")
    }
  }
}
