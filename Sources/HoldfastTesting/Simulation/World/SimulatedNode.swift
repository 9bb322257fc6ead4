package import HoldfastEngine
package import HoldfastModel
import HoldfastStores
import Logging
import Synchronization

/// One machine that runs Holdfast's engine as shipped, starts it again when it is gone, and takes connections.
package final class SimulatedNode: Sendable {
  private struct Process {
    var life: NodeLife
    var engine: Engine
    var counters: CountingObserver
  }

  private struct State {
    var process: Process?
    var isStopped = false
  }

  /// Nobody listens, or the connection was cut.
  package struct ConnectionCut: Error {}

  /// Which node, from 0.
  package let index: Int
  /// Runs the node's tasks.
  package let executor: SimulationExecutor
  private let world: SimulationWorld
  private let plan: SimulationPlan
  private let stores: SimulatedStores
  private let random: SimulationRandom
  private let state = Mutex(State())
  /// The ways to the two stores.
  package let conversationWay = Partition()
  package let logWay = Partition()

  package init(index: Int, world: SimulationWorld, plan: SimulationPlan, stores: SimulatedStores) {
    self.index = index
    self.world = world
    self.plan = plan
    self.stores = stores
    executor = SimulationExecutor(name: "node-\(index)", scheduler: world.scheduler)
    random = world.random("node \(index)")
  }

  // MARK: Life

  /// Starts the process, and again whenever it is gone, until ``stop()``.
  package func run() async {
    await withDiscardingTaskGroup { lives in
      var number = 0
      while !state.withLock(\.isStopped) {
        let life = NodeLife(node: index, number: number, world: world)
        let counters = CountingObserver(of: life, in: world)
        let engine = makeEngine(life, counters)
        number += 1
        state.withLock { $0.process = Process(life: life, engine: engine, counters: counters) }
        world.note(.started(life.name))
        lives.addTask { await self.live(life, engine) }
        await life.end.wait()
        state.withLock { $0.process = nil }
        if plan.isEmbedded { stores.crash() }
        // A process that was stopped by a signal and is killed goes away at once.
        executor.resume()
        await world.pass(world.healing.hasHappened ? .milliseconds(10) : random.milliseconds(10...4000))
        if plan.isEmbedded { stores.restart() }
      }
    }
  }

  private func live(_ life: NodeLife, _ engine: Engine) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: self.executor) {
        // A process whose recovery fails ends, and is started again.
        try? await engine.run(ownsStores: self.plan.isEmbedded)
        life.end.happen()
      }
      await life.end.wait()
      group.cancelAll()
    }
  }

  private func makeEngine(_ life: NodeLife, _ counters: CountingObserver) -> Engine {
    let (world, random, skew) = (world, world.random("engine of \(life.name)"), plan.skews[index])
    let isHurried = world.sabotage == .hurryClocks
    let now: @Sendable () -> Timestamp = {
      world.time + skew + (isHurried ? world.scheduler.now * 9 : .zero)
    }
    let clock = SimulationClock(world.scheduler) {
      random.happens(world.faults.lateTimer) ? random.milliseconds(0...1000) : .zero
    }
    var environment = EngineEnvironment(
      clock: clock, now: now, ids: IDMaker(now: now) { random.next() }, sealer: SimulatedSealer(),
      fingerprint: { Digest.bytes(of: $0, count: 32) }, jitter: { random.unit() })
    environment.observer = counters
    var logger = Logger(label: life.name) { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    return Engine(
      conversations: stores.conversations(for: life, over: conversationWay, isEmbedded: plan.isEmbedded),
      log: stores.log(for: life, over: logWay, isEmbedded: plan.isEmbedded),
      agents: plan.agents.map { $0.agent(world: world, life: life) }, plans: [plan.quota],
      configuration: plan.configuration, environment: environment, logger: logger)
  }

  // MARK: Befalling it

  /// Kills the process.
  package func crash() { state.withLock { $0.process?.life }?.crash() }

  /// Has the process finish what runs and go.
  package func drain() async {
    guard let process = state.withLock({ $0.process }), process.engine.isReady else { return }
    world.note(.drained(process.life.name))
    world.reach(.processDrained)
    await withTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: self.executor) { await process.engine.shutDown() }
    }
  }

  /// Starts the process no more, and has the one that runs go.
  package func stop() async {
    let process = state.withLock { state in
      state.isStopped = true
      return state.process
    }
    guard let process else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: self.executor) { await process.engine.shutDown() }
    }
    await process.life.end.wait()
  }

  // MARK: Connections

  /// Calls the engine over a connection, on the node, until the process is gone.
  ///
  /// - Throws: ``ConnectionCut``; what the body throws.
  package func connect<Value: Sendable>(
    _ body: @escaping @Sendable (Engine, NodeLife) async throws -> Value
  ) async throws -> Value {
    guard let process = state.withLock({ $0.process }), process.engine.isReady || process.engine.isDraining
    else { throw ConnectionCut() }
    let (life, engine) = (process.life, process.engine)
    let value = try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask(executorPreference: self.executor) {
        do { return try await body(engine, life) } catch  where life.isOver { throw ConnectionCut() }
      }
      group.addTask {
        await life.end.wait()
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    guard let value, !life.isOver else { throw ConnectionCut() }
    return value
  }

  /// The name of the process, if there is one.
  package var processName: String? { state.withLock { $0.process?.life.name } }

  /// What the counters of the process say; `nil` when there is none.
  package func counterSample(isAtRest: Bool) -> CounterSample? {
    let process = state.withLock { $0.process }
    return process.map { $0.counters.sample(of: $0.life.name, isAtRest: isAtRest) }
  }

  /// Whether a process works on a stream.
  package func isRunning(_ stream: StreamID) -> Bool {
    state.withLock { $0.process?.engine.hub.stream(stream) != nil }
  }
}
