#if Redis
  import HoldfastStores
  package import Logging
  package import NIOCore
  import NIOSSL
  import Synchronization

  /// Calls to one Redis server, or to a cluster, whichever answers at the address.
  ///
  /// Every server has one connection, which all calls share: those of one tick of its event loop go out in one write.
  /// Connections are made when they are needed. A call has a deadline, ``RedisLimits/callTimeout`` unless it says
  /// otherwise, within which it is repeated where a repeat may help: every command is a read, or a write whose repeat
  /// changes nothing more. Its errors are ``StoreError`` with the meaning stated there.
  package final class RedisClient: Sendable {
    struct State {
      var topology = RedisTopology.unknown
      var nodes: [RedisAddress: RedisNode] = [:]
      var mapAskedAt: NIODeadline?
      var isShut = false
    }

    /// How the servers are reached.
    package let configuration: RedisConfiguration
    let tls: NIOSSLContext?
    let eventLoopGroup: any EventLoopGroup
    let logger: Logger
    let state = Mutex(State())
    let subscriber: RedisSubscriber

    /// Makes a client; it connects when the first call comes.
    ///
    /// - Throws: ``RedisConfigurationError`` when the certificates for TLS cannot be read.
    package init(
      configuration: RedisConfiguration, eventLoopGroup: any EventLoopGroup, logger: Logger
    ) throws(RedisConfigurationError) {
      self.configuration = configuration
      self.eventLoopGroup = eventLoopGroup
      self.logger = logger
      tls = try configuration.makeTLSContext()
      subscriber = RedisSubscriber(
        configuration: configuration, tls: tls, eventLoop: eventLoopGroup.next(), logger: logger)
    }

    // MARK: Calls

    /// Sends a command, and returns what the server says to it.
    ///
    /// - Parameter timeout: How long the call may take in all.
    /// - Throws: `StoreError`, also for every error that the server answers with; `CancellationError` between two
    ///   tries, after which the outcome is unknown.
    package func send(_ command: RedisCommand, timeout: Duration? = nil) async throws -> RedisValue {
      try await finish(command, plan: plan(command, timeout: timeout))
    }

    /// Runs a script that is given all its keys, which lie in one slot.
    ///
    /// - Throws: As ``send(_:timeout:)``.
    package func run(
      _ script: RedisScript, keys: [[UInt8]], arguments: [[UInt8]], timeout: Duration? = nil
    ) async throws -> RedisValue {
      try await send(RedisCommand(script, keys: keys, arguments: arguments), timeout: timeout)
    }

    /// Sends many commands at once, those to one server in one write, with a result for each in the same order.
    ///
    /// They are taken in no particular order. Each may fail for itself, as in ``send(_:timeout:)``.
    package func sendAll(
      _ commands: [RedisCommand], timeout: Duration? = nil
    ) async -> [Result<RedisValue, any Error>] {
      guard !commands.isEmpty else { return [] }
      let outcomes = await firstTries(of: commands, timeout: timeout)
      return await withTaskGroup(of: (Int, Result<RedisValue, any Error>).self) { group in
        var results = [Result<RedisValue, any Error>?](repeating: nil, count: commands.count)
        for (index, first) in outcomes.enumerated() {
          // Almost always the first try was enough.
          if case .value(let value) = first.outcome, !value.isError {
            results[index] = .success(value)
            continue
          }
          let plan = plan(commands[index], timeout: timeout, from: first.start)
          group.addTask { [self] in
            do {
              return (index, .success(try await finish(commands[index], plan: plan, first: first)))
            } catch {
              return (index, .failure(error))
            }
          }
        }
        for await (index, result) in group { results[index] = result }
        return results.map { $0 ?? .failure(StoreError(.indeterminate, "Redis: a call was forgotten")) }
      }
    }

    /// Sends a command to every server that takes writes, and returns what each says, errors among it.
    ///
    /// - Throws: `unavailable` when one of them does not answer.
    package func sendToPrimaries(
      _ command: RedisCommand, timeout: Duration? = nil
    ) async throws -> [(server: RedisAddress, value: RedisValue)] {
      let deadline = NIODeadline.now() + TimeAmount(timeout ?? configuration.limits.callTimeout)
      try? await lookAtMap(deadline: deadline, isDoubtful: true)
      let servers = state.withLock { $0.topology.primaries }
      guard !servers.isEmpty else { throw StoreError(redis: .notSent(.noConnection), effect: command.effect) }
      var values: [(server: RedisAddress, value: RedisValue)] = []
      for server in servers {
        do {
          let reply = try await node(at: server).send([command], deadline: deadline)
          values.append((server, reply.first ?? .null))
        } catch let failure as RedisCallFailure {
          throw StoreError(redis: failure, effect: command.effect)
        }
      }
      return values
    }

    // MARK: Messages

    /// What is published on a channel, from now on, and that there may have been something before.
    ///
    /// A hint: messages are lost while there is no connection, and the oldest of those that nobody has taken. All
    /// channels share one connection, which is made anew when it is lost. The sequence ends when nobody listens to it,
    /// and when the client is shut down.
    ///
    /// - Parameters:
    ///   - newest: How many that nobody has taken yet are kept.
    ///   - value: What the sequence has for a message; `nil` for nothing. Called on an event loop.
    package func subscribe<Value: Sendable>(
      to channel: String, keepingNewest newest: Int, _ value: @escaping @Sendable (RedisMessage) -> Value?
    ) -> AsyncStream<Value> {
      subscriber.listen(to: channel, keepingNewest: newest, value)
    }

    // MARK: The end

    /// Ends all connections: calls that wait fail, and new ones are `unavailable`.
    package func shutDown() {
      let nodes = state.withLock { state in
        state.isShut = true
        return state.nodes.values.map(\.self)
      }
      for node in nodes { node.shutDown() }
      subscriber.shutDown()
    }

    deinit { shutDown() }
  }

  extension RedisValue {
    fileprivate var isError: Bool { if case .error = self { true } else { false } }
  }
#endif
