#if Redis
  import HoldfastModel
  import Synchronization

  /// Lets the writers of one session go one after the other, within this node.
  ///
  /// A write that finds that another was faster begins anew; of many at once on one node all but one would. So only
  /// nodes are each other's rivals.
  final class SessionTurns: Sendable {
    private struct Waiter {
      var id: Int
      var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
      /// Who waits for each session that somebody writes to, in order.
      var waiters: [SessionID: [Waiter]] = [:]
      var lastID = 0
    }

    private let state = Mutex(State())

    /// Calls when it is this caller's turn.
    ///
    /// - Throws: What the call throws, and `CancellationError` when the task is cancelled while it waits.
    func withTurn<Value>(at session: SessionID, _ body: () async throws -> Value) async throws -> Value {
      try await wait(for: session)
      defer { pass(session) }
      return try await body()
    }

    private func wait(for session: SessionID) async throws {
      let id = state.withLock { state in
        state.lastID += 1
        return state.lastID
      }
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let result = state.withLock { state -> Result<Void, any Error>? in
            // Looked at under the lock: a cancellation after it finds the waiter.
            if Task.isCancelled { return .failure(CancellationError()) }
            guard state.waiters[session] != nil else {
              state.waiters[session] = []
              return .success(())
            }
            state.waiters[session]?.append(Waiter(id: id, continuation: continuation))
            return nil
          }
          if let result { continuation.resume(with: result) }
        }
      } onCancel: {
        let waiter = state.withLock { state -> Waiter? in
          guard let index = state.waiters[session]?.firstIndex(where: { $0.id == id }) else { return nil }
          return state.waiters[session]?.remove(at: index)
        }
        waiter?.continuation.resume(throwing: CancellationError())
      }
    }

    private func pass(_ session: SessionID) {
      let next = state.withLock { state -> Waiter? in
        guard state.waiters[session]?.isEmpty == false else {
          state.waiters[session] = nil
          return nil
        }
        return state.waiters[session]?.removeFirst()
      }
      next?.continuation.resume()
    }
  }
#endif
