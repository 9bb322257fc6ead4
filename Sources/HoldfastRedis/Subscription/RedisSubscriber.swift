#if Redis
  import Logging
  import NIOCore
  import NIOSSL
  import Synchronization

  /// The one connection on which a client hears what is published.
  ///
  /// Made when somebody listens, and made anew with pauses for as long as somebody does. In a cluster any server will do:
  /// each hears what is published on every other.
  final class RedisSubscriber: Sendable {
    private enum Link {
      case none
      case connecting
      case open(RedisConnection)
      case shut
    }

    private struct State {
      var listeners = RedisListeners()
      var link = Link.none
      var backoff: RedisBackoff
      var servers: [RedisAddress]
      /// Counts the tries, so that each goes to another server.
      var tries = 0
      /// Whether anything came since the last look.
      var hasHeard = false
    }

    private let configuration: RedisConfiguration
    private let tls: NIOSSLContext?
    private let eventLoop: any EventLoop
    private let logger: Logger
    private let state: Mutex<State>

    init(
      configuration: RedisConfiguration, tls: NIOSSLContext?, eventLoop: any EventLoop, logger: Logger
    ) {
      self.configuration = configuration
      self.tls = tls
      self.eventLoop = eventLoop
      self.logger = logger
      state = Mutex(State(backoff: RedisBackoff(configuration.limits), servers: [configuration.address]))
    }

    // MARK: Listening

    func listen<Value: Sendable>(
      to channel: String, keepingNewest newest: Int, _ value: @escaping @Sendable (RedisMessage) -> Value?
    ) -> AsyncStream<Value> {
      let (values, continuation) = AsyncStream.makeStream(
        of: Value.self, bufferingPolicy: .bufferingNewest(newest))
      let listener = RedisListener(
        hear: { message in
          if let value = value(message) { continuation.yield(value) }
        }, end: { continuation.finish() })
      let number = state.withLock { state -> Int? in
        if case .shut = state.link { return nil }
        let number = state.listeners.add(listener, to: channel)
        // Also when it is subscribed to already: the answer tells the new listener since when it hears. Within the lock,
        // so that it cannot be overtaken by what is sent for the channel next.
        if case .open(let connection) = state.link {
          Self.send("SUBSCRIBE", [channel], on: connection)
        }
        return number
      }
      guard let number else {
        continuation.finish()
        return values
      }
      continuation.onTermination = { [weak self] _ in self?.forget(number, of: channel) }
      connectIfNeeded()
      return values
    }

    private func forget(_ number: Int, of channel: String) {
      state.withLock { state in
        guard state.listeners.remove(number, from: channel), case .open(let connection) = state.link else {
          return
        }
        Self.send("UNSUBSCRIBE", [channel], on: connection)
      }
    }

    /// Notes the servers of a cluster, each of which will do.
    func use(_ servers: [RedisAddress]) {
      state.withLock { state in
        if !servers.isEmpty { state.servers = servers }
      }
    }

    /// Ends the connection, and all sequences.
    func shutDown() {
      let (link, listeners) = state.withLock { state in
        defer { state.link = .shut }
        return (state.link, state.listeners.removeAll())
      }
      if case .open(let connection) = link { connection.close() }
      for listener in listeners { listener.end() }
    }

    // MARK: The connection

    private func connectIfNeeded() {
      let server = state.withLock { state -> RedisAddress? in
        guard case .none = state.link, !state.listeners.names.isEmpty else { return nil }
        state.link = .connecting
        defer { state.tries += 1 }
        return state.servers[state.tries % state.servers.count]
      }
      guard let server else { return }
      RedisConnection.connect(
        to: server, configuration: configuration, tls: tls, on: eventLoop,
        onPush: { [weak self] in self?.hear($0) }
      ).whenComplete { [weak self] result in
        switch result {
        case .success(let connection): self?.use(connection) ?? connection.close()
        case .failure: self?.connectLater()
        }
      }
    }

    private func use(_ connection: RedisConnection) {
      let isWanted = state.withLock { state -> Bool in
        if case .shut = state.link { return false }
        state.link = .open(connection)
        state.backoff.reset()
        state.hasHeard = true
        let names = state.listeners.names
        if !names.isEmpty { Self.send("SUBSCRIBE", names, on: connection) }
        return true
      }
      guard isWanted else { return connection.close() }
      let watch = eventLoop.scheduleRepeatedTask(
        initialDelay: TimeAmount(configuration.limits.subscriptionCheck),
        delay: TimeAmount(configuration.limits.subscriptionCheck)
      ) { [weak self] _ in self?.check(connection) }
      connection.closeFuture.whenComplete { [weak self] _ in
        watch.cancel()
        self?.connectLater()
      }
    }

    /// Makes the connection anew after a pause.
    private func connectLater() {
      let pause = state.withLock { state -> Duration? in
        if case .shut = state.link { return nil }
        state.link = .connecting
        return state.backoff.next(.random(in: 0...1))
      }
      guard let pause else { return }
      logger.debug("there is no connection for what Redis publishes")
      eventLoop.scheduleTask(in: TimeAmount(pause)) { [weak self] in
        self?.state.withLock { if case .connecting = $0.link { $0.link = .none } }
        self?.connectIfNeeded()
      }
    }

    /// Asks a server that is silent whether it lives, and gives a connection up that did not answer the last time.
    private func check(_ connection: RedisConnection) {
      let isSilent = state.withLock { state in
        defer { state.hasHeard = false }
        return !state.hasHeard
      }
      if isSilent { return connection.close() }
      connection.push([RedisCommand("PING", effect: .read)])
    }

    private func hear(_ value: RedisValue) {
      state.withLock { $0.hasHeard = true }
      guard let parts = value.array, parts.count >= 2, let kind = parts[0].text else { return }
      let channel = parts[1].text ?? ""
      let listeners = state.withLock { $0.listeners.of(channel) }
      let message: RedisMessage
      switch kind {
      case "message" where parts.count >= 3: message = .published(parts[2].bytes ?? [])
      case "subscribe": message = .subscribed
      default: return
      }
      for listener in listeners { listener.hear(message) }
    }

    private static func send(_ name: String, _ channels: [String], on connection: RedisConnection) {
      connection.push([RedisCommand(name, channels.map { Array($0.utf8) }, effect: .read)])
    }
  }
#endif
