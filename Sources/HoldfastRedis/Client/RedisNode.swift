#if Redis
  import NIOCore
  import NIOSSL
  import Synchronization

  /// One server, with the one connection that all calls to it share.
  ///
  /// The connection is made by the first call that needs it. When that fails, calls fail at once until a pause is over:
  /// a server that is down is not asked by every call anew.
  final class RedisNode: Sendable {
    private enum State {
      case idle
      case connecting(EventLoopFuture<RedisConnection>)
      case ready(RedisConnection)
      case resting(until: NIODeadline, RedisCallFailure)
      case shut(RedisCallFailure.Reason)
    }

    let address: RedisAddress
    private let configuration: RedisConfiguration
    private let tls: NIOSSLContext?
    private let eventLoop: any EventLoop
    private let state = Mutex<(State, RedisBackoff)>((.idle, RedisBackoff(RedisLimits())))

    init(
      _ address: RedisAddress, configuration: RedisConfiguration, tls: NIOSSLContext?,
      on eventLoop: any EventLoop
    ) {
      self.address = address
      self.configuration = configuration
      self.tls = tls
      self.eventLoop = eventLoop
      state.withLock { $0.1 = RedisBackoff(configuration.limits) }
    }

    /// Sends commands in one piece.
    func send(_ commands: [RedisCommand], deadline: NIODeadline) async throws -> [RedisValue] {
      try await connection(deadline: deadline).flatMap { $0.send(commands, deadline: deadline) }.get()
    }

    /// Ends the connection, and takes no call any more.
    func shutDown() { shut(.shutDown) }

    /// The same, of a server that the map does not name any more: who still asks it looks at the map again.
    func retire() { shut(.noConnection) }

    /// Ends the connection; the next call makes another.
    func hangUp() {
      let before = state.withLock { $0.0 }
      if case .ready(let connection) = before { connection.close() }
    }

    private func shut(_ reason: RedisCallFailure.Reason) {
      let before = state.withLock { state in
        defer { state.0 = .shut(reason) }
        return state.0
      }
      switch before {
      case .ready(let connection): connection.close()
      case .connecting(let future): future.whenSuccess { $0.close() }
      case .idle, .resting, .shut: break
      }
    }

    /// The connection; a caller who waits for one to be made waits no longer than the caller's own time.
    private func connection(deadline: NIODeadline) -> EventLoopFuture<RedisConnection> {
      let future = connection()
      if isReady { return future }
      let promise = eventLoop.makePromise(of: RedisConnection.self)
      let end = eventLoop.scheduleTask(deadline: deadline) {
        promise.fail(RedisCallFailure.notSent(.tooLate))
      }
      future.whenComplete { result in
        end.cancel()
        promise.completeWith(result)
      }
      return promise.futureResult
    }

    private var isReady: Bool { state.withLock { if case .ready = $0.0 { true } else { false } } }

    private func connection() -> EventLoopFuture<RedisConnection> {
      let promise: EventLoopPromise<RedisConnection>
      switch claim() {
      case .use(let future): return future
      case .make(let made): promise = made
      }
      let made = RedisConnection.connect(
        to: address, configuration: configuration, tls: tls, on: eventLoop)
      made.whenComplete { result in
        self.settle(result)
        promise.completeWith(result)
      }
      return promise.futureResult
    }

    private enum Step {
      case use(EventLoopFuture<RedisConnection>)
      case make(EventLoopPromise<RedisConnection>)
    }

    /// Finds the connection, or makes the caller the one who makes it.
    private func claim() -> Step {
      state.withLock { state in
        switch state.0 {
        case .ready(let connection) where connection.isActive:
          return .use(eventLoop.makeSucceededFuture(connection))
        case .connecting(let future): return .use(future)
        case .resting(let until, let failure) where until > .now():
          return .use(eventLoop.makeFailedFuture(failure))
        case .shut(let reason):
          return .use(eventLoop.makeFailedFuture(RedisCallFailure.notSent(reason)))
        case .idle, .ready, .resting:
          let promise = eventLoop.makePromise(of: RedisConnection.self)
          state.0 = .connecting(promise.futureResult)
          return .make(promise)
        }
      }
    }

    private func settle(_ result: Result<RedisConnection, any Error>) {
      state.withLock { state in
        guard case .connecting = state.0 else { return }
        switch result {
        case .success(let connection):
          state.1.reset()
          state.0 = .ready(connection)
        case .failure(let error):
          let pause = state.1.next(.random(in: 0...1))
          let failure = error as? RedisCallFailure ?? .notSent(.noConnection)
          state.0 = .resting(until: .now() + TimeAmount(pause), failure)
        }
      }
    }
  }
#endif
