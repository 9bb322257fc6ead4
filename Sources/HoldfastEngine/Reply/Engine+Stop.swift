public import HoldfastModel
import HoldfastStores

/// What a stop is aimed at.
public enum StopTarget: Sendable, Hashable {
  /// The stream active when the request arrived.
  case active
  /// The same; when there is none, the reply of an id, which is over and keeps its state.
  case activeElse(MessageID)
  case stream(StreamID)
  /// The id from `start`, or the user message's.
  case message(MessageID)
}

/// What came of a stop: both `nil` when there was nothing to stop.
public struct StopResult: Sendable, Hashable {
  /// The stream that was meant.
  public var stream: StreamID?
  /// The state that it ends in.
  public var state: TerminalState?

  /// Makes a result.
  public init(stream: StreamID? = nil, state: TerminalState? = nil) {
    self.stream = stream
    self.state = state
  }
}

extension Engine {
  /// Stops a reply; harmless when repeated or late.
  ///
  /// Returns when the outcome is in the log.
  ///
  /// - Throws: ``ChatError`` 503 when it cannot be determined; `CancellationError`.
  public func stop(_ target: StopTarget, in session: SessionID, of principal: Principal) async throws
    -> StopResult
  {
    let claim = try await storeCall { () -> Claim? in
      guard let stored = try await self.context.conversations[principal].session(session),
        stored.principal == principal
      else { return nil }
      return try await self.claim(for: target, in: stored)
    }
    guard let claim else { return StopResult() }
    if claim.state == .unlogged { return try stopUnlogged(claim) }
    if try await endBeforeStart(claim) { return StopResult(stream: claim.stream, state: .stopped) }
    let state = try await storeCall(.streamLog) { try await self.end(claim.stream, .stop) }
    return StopResult(stream: claim.stream, state: state)
  }

  /// Stops a reply that goes on without a stream, when it goes on here.
  private func stopUnlogged(_ claim: Claim) throws -> StopResult {
    guard let inbox = inbox(of: claim.stream) else {
      throw ChatError.resumeUnavailable("the reply goes on without a stream, at another node")
    }
    inbox.requestEnd(.stop)
    return StopResult(stream: claim.stream, state: .stopped)
  }

  /// Ends a claim that has no stream yet.
  ///
  /// - Returns: Whether it is ended, and no stream was made meanwhile.
  private func endBeforeStart(_ claim: Claim) async throws -> Bool {
    if claim.state == .ended { return true }
    guard claim.state == .claimed, try await !isRegistered(claim) else { return false }
    let isEnded = try await storeCall {
      try await self.context.conversations[claim.principal].move(
        claim.stream, in: claim.key.session, from: claim.run, to: .ended)
    }
    guard isEnded else { return false }
    return try await !isRegistered(claim)
  }

  private func isRegistered(_ claim: Claim) async throws -> Bool {
    try await storeCall(.streamLog) { try await self.context.log.record(of: claim.stream) } != nil
  }

  private func claim(for target: StopTarget, in session: SessionRecord) async throws -> Claim? {
    let conversations = context.conversations[session.principal]
    switch target {
    case .active:
      guard let stream = session.activeStream else { return nil }
      return try await claim(for: .stream(stream), in: session)
    case .activeElse(let last):
      return try await claim(for: session.activeStream.map { .stream($0) } ?? .message(last), in: session)
    case .stream(let stream): return try await conversations.claim(of: stream, in: session.id)
    case .message(let message): return try await conversations.claim(about: message, in: session.id)
    }
  }

  /// Calls a store, and turns its failure into the 503 that the wire has for it.
  func storeCall<Value>(
    _ source: ChatError.Source = .store, _ call: () async throws -> Value
  ) async throws -> Value {
    do { return try await call() } catch let error as StoreError {
      if error.code == .refused { throw ChatError.payloadTooLarge("the store refused it for good") }
      throw ChatError.storeUnavailable("\(error.code)", source: source)
    }
  }
}
