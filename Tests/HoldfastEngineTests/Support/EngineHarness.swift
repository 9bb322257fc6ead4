import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Logging
import Synchronization

extension Duration {
  /// A lease that no pause of a busy machine outlasts; tests put the time forward.
  static let lease = Duration.seconds(1000)
  /// After this it has run out.
  static let pastLease = Duration.seconds(1001)
}

extension EngineConfiguration {
  /// Short times, so that nothing is waited for in vain; and a lease that nothing but a test ends.
  static func quick(_ change: (inout EngineConfiguration) -> Void = { _ in }) -> EngineConfiguration {
    var configuration = EngineConfiguration()
    configuration.lease = .lease
    configuration.renewInterval = .milliseconds(100)
    configuration.settleBudget = .milliseconds(100)
    configuration.reconcileInterval = .milliseconds(30)
    configuration.drainBudget = .zero
    configuration.registrationBudget = .milliseconds(200)
    // Tests put the time forward by more than a provider is given.
    configuration.firstChunkTimeout = .seconds(100_000)
    configuration.betweenChunksTimeout = .seconds(100_000)
    configuration.replyTimeout = .seconds(100_000)
    configuration.watchInterval = .milliseconds(20)
    // One attempt, so that a failure is seen as it is; the tests of chains take more.
    configuration.maximumAttempts = 1
    change(&configuration)
    return configuration
  }
}

extension EngineEnvironment {
  /// The environment of a test.
  static func test(time: TestTime) -> EngineEnvironment {
    let now: @Sendable () -> Timestamp = { time.now }
    return EngineEnvironment(
      clock: ContinuousClock(), now: now,
      ids: IDMaker(now: now) { UInt64.random(in: .min ... .max) }, sealer: TestSealer(),
      fingerprint: { TestHash.bytes(of: $0, count: 32) }, jitter: { 0.5 })
  }
}

/// Why an engine did not become ready.
private final class RunOutcome: Sendable {
  let failure = Mutex<(any Error)?>(nil)
}

/// Calls with an engine that runs and is ready, and shuts it down afterwards.
func withEngine<Value>(
  on stores: Stores, _ provider: any ModelProvider, ownsStores: Bool = true,
  configuration: EngineConfiguration = .quick(), system: String? = nil,
  anonymous: (any ConversationStore)? = nil, _ body: (Engine) async throws -> Value
) async throws -> Value {
  try await withEngine(
    on: stores, Agent(provider: provider, system: system), ownsStores: ownsStores,
    configuration: configuration, anonymous: anonymous, body)
}

/// Calls with an engine of one agent that runs and is ready, and shuts it down afterwards.
func withEngine<Value>(
  on stores: Stores, _ agent: Agent, ownsStores: Bool = true, configuration: EngineConfiguration = .quick(),
  plans: [QuotaPlan] = [], anonymous: (any ConversationStore)? = nil,
  _ body: (Engine) async throws -> Value
) async throws -> Value {
  var logger = Logger(label: "test")
  logger.logLevel = .critical
  let conversations =
    anonymous.map { ConversationStores(users: stores.conversations, anonymous: $0) }
    ?? ConversationStores(stores.conversations)
  let engine = Engine(
    conversations: conversations, log: stores.log, agents: [agent], plans: plans,
    configuration: configuration, environment: .test(time: stores.time), logger: logger)
  let outcome = RunOutcome()
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      do { try await engine.run(ownsStores: ownsStores) } catch {
        outcome.failure.withLock { $0 = error }
        throw error
      }
    }
    do {
      try await until("the engine is ready") {
        if let error = outcome.failure.withLock({ $0 }) { throw error }
        return engine.isReady
      }
      let value = try await body(engine)
      await engine.shutDown()
      try await group.waitForAll()
      return value
    } catch {
      await engine.shutDown()
      throw error
    }
  }
}
