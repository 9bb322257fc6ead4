#if MySQL
  import Dispatch
  import Foundation
  import Synchronization

  /// Connections to one server, each with a thread of its own, on which the client library may block.
  ///
  /// Threads and connections are made when there are more calls than idle ones, up to a limit; they last as long as the
  /// pool. Calls wait in line, so many and so long as the configuration says.
  final class ConnectionPool: Sendable {
    private let server: MySQLServer
    private let configuration: MySQLConfiguration
    private let core: PoolCore
    private let ids = Atomic<UInt64>(0)
    /// Ends the thread that looks at the time.
    private let end = DispatchSemaphore(value: 0)

    /// Between two looks at the time.
    private static let watchInterval = DispatchTimeInterval.milliseconds(50)

    init(_ server: MySQLServer, connections: Int, _ configuration: MySQLConfiguration) {
      self.server = server
      self.configuration = configuration
      core = PoolCore(maximumThreads: connections, maximumWaiting: configuration.waitingCalls)
      startThread("holdfast-mysql-time") { [core, end] in
        while end.wait(timeout: .now() + Self.watchInterval) == .timedOut { core.checkTimes() }
      }
    }

    deinit {
      core.close()
      end.signal()
    }

    /// Takes no more calls, and returns when those that run have ended and every connection is closed.
    ///
    /// To be called before the process ends: what the client library keeps is torn down at the end of the process, and
    /// must not be torn down by a thread at the same time.
    func close() async {
      core.close()
      await core.allHaveLeft()
    }

    /// Runs a body on the thread of a connection, with the time by which it must have ended.
    ///
    /// A task that is cancelled before a thread takes its call gets `CancellationError`, and the body never runs. Afterwards
    /// the body runs to its end, and what comes of it is what the caller gets.
    ///
    /// - Throws: What the body throws; `unavailable` when no connection becomes free in time.
    func run<Value: Sendable>(
      _ body: @escaping @Sendable (ConnectionSlot, ContinuousClock.Instant) throws -> Value
    ) async throws -> Value {
      let id = ids.add(1, ordering: .relaxed).newValue
      let (core, callTimeout) = (core, configuration.callTimeout)
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let call = WaitingCall(
            id: id, expiry: .now + configuration.waitTimeout,
            run: { slot in
              let deadline = ContinuousClock.now + callTimeout
              let result = Result { try slot.withTime(until: deadline) { try body(slot, deadline) } }
              return { continuation.resume(with: result) }
            },
            abandon: { continuation.resume(throwing: $0) })
          submit(call)
          // The handler may have come before the call was in line.
          if Task.isCancelled { core.cancel(id) }
        }
      } onCancel: {
        core.cancel(id)
      }
    }

    private func submit(_ call: WaitingCall) {
      switch core.enter(call) {
      case .waits: break
      case .waitsForNewThread: startConnectionThread()
      case .saturated: call.abandon(PoolCore.saturated)
      case .closed: call.abandon(PoolCore.closed)
      }
    }

    private func startConnectionThread() {
      let socket = ConnectionSocket()
      core.watch(socket)
      startThread("holdfast-mysql") { [core, server, configuration] in
        let slot = ConnectionSlot(server, configuration, socket: socket)
        while let call = core.nextCall() {
          let answer = call.run(slot)
          // First this: whoever gets the answer may come with the next call at once.
          core.becomeIdle()
          answer()
        }
        slot.discard()
        ClientLibrary.leaveThread()
        core.leave()
      }
    }

    private func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
      let thread = Thread(block: body)
      thread.name = name
      thread.start()
    }
  }
#endif
