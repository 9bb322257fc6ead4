package import HoldfastModel
import HoldfastStores
import Synchronization

/// A store on a ``SimulatedDisk``: the rules are those of the store in memory, what is added is when a write is
/// durable and seen, and what a crash does to it.
///
/// A write is acknowledged, and read by others, once a sync has made it durable. Syncs are shared: one takes what came
/// while the last one was under way.
package final class SimulatedStore<Memory: SnapshotStore>: Sendable {
  private struct State {
    var disk: SimulatedDisk<Memory.Contents>
    var syncedEnd = 0
    var isSyncing = false
    var waiters: [CheckedContinuation<Void, Never>] = []
    /// Counts the crashes.
    var life = 0
    var isUp = true
    var isPoisoned = false
    var replica: Replica<Memory.Contents>
  }

  /// The machine that it runs on.
  package let machine: SimulatedMachine
  private let world: SimulationWorld
  /// With all writes in it, synced or not.
  private let latest: Memory
  /// With what is synced in it: what others read.
  private let synced: Memory
  private let lagging: Memory
  private let random: SimulationRandom
  private let state: Mutex<State>

  package init(name: String, world: SimulationWorld, make: () -> Memory) {
    machine = SimulatedMachine(executor: SimulationExecutor(name: name, scheduler: world.scheduler))
    self.world = world
    random = world.random(name)
    latest = make()
    synced = make()
    lagging = make()
    state = Mutex(
      State(
        disk: SimulatedDisk(latest.contents),
        replica: Replica(latest.contents, lag: random.milliseconds(0...5000))))
  }

  private static var down: StoreError { StoreError(.unavailable, "the store is down") }

  // MARK: Calls

  /// Changes something, and waits until it is durable.
  ///
  /// - Parameters:
  ///   - body: Makes the change; it must not suspend.
  ///   - events: What is to be noted of it, once it is durable.
  package func write<Value: Sendable>(
    about session: SessionID? = nil, _ body: @Sendable (Memory) async throws -> Value,
    events: @Sendable (Value) -> [HistoryEvent] = { _ in [] }
  ) async throws -> Value {
    let isDown = state.withLock { !$0.isUp || $0.isPoisoned }
    if isDown { throw Self.down }
    let result: Result<Value, any Error>
    do { result = .success(try await body(latest)) } catch { result = .failure(error) }
    let contents = latest.contents
    let noted = (try? result.get()).map(events) ?? []
    let sectors = random.within(1...8)
    let (number, life) = state.withLock { state in
      (state.disk.append(contents, sectors: sectors, events: noted), state.life)
    }
    guard await sync(number, life: life) else {
      throw StoreError(.indeterminate, "the store went down with the write under way")
    }
    if let session { state.withLock { $0.replica.note(session, number) } }
    return try result.get()
  }

  /// Reads what is durable.
  package func read<Value: Sendable>(_ body: @Sendable (Memory) async throws -> Value) async throws -> Value {
    if state.withLock({ !$0.isUp }) { throw Self.down }
    return try await body(synced)
  }

  /// Reads from a replica that lags behind, if it has all that was ever acknowledged about a session.
  package func readFromReplica<Value: Sendable>(
    about session: SessionID, _ body: @Sendable (Memory) async throws -> Value
  ) async throws -> Value {
    let now = world.scheduler.now
    let ignoresToken = world.sabotage == .staleReads
    let contents = state.withLock {
      $0.replica.contents(at: now, about: session, ignoringToken: ignoresToken)
    }
    guard let contents else { return try await read(body) }
    world.reach(.readFromReplica)
    lagging.contents = contents
    return try await body(lagging)
  }

  /// Reads what is durable, whatever state the store is in: for checks.
  package func inspect<Value>(_ body: (Memory) async throws -> Value) async throws -> Value {
    try await body(synced)
  }

  // MARK: Syncing

  /// Waits until a record is durable.
  ///
  /// - Returns: `false` when a crash or a failed sync came between.
  private func sync(_ number: Int, life: Int) async -> Bool {
    while true {
      let step = state.withLock { state -> SyncStep in
        if state.life != life || state.isPoisoned { return .done(false) }
        if state.syncedEnd >= number { return .done(true) }
        if state.isSyncing { return .wait }
        state.isSyncing = true
        return .lead(upTo: state.disk.end)
      }
      switch step {
      case .done(let isDurable): return isDurable
      case .wait: await waitForSync(life: life)
      case .lead(let end): await lead(upTo: end, life: life)
      }
    }
  }

  private func waitForSync(life: Int) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.life != life || !state.isSyncing { return true }
        state.waiters.append(continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  private func lead(upTo end: Int, life: Int) async {
    let faults = world.faults
    let skipsSync = world.sabotage == .acknowledgeBeforeSync && !random.happens(0.1)
    if !skipsSync {
      let latency = random.happens(faults.slowSync) ? random.milliseconds(50...700) : .microseconds(500)
      await world.pass(latency)
    }
    // Asked for now: the world may have healed while it was slow, and nobody restarts a store after that.
    let isFailed = random.happens(world.faults.failedSync)
    let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      // After a crash the recovery has woken everybody.
      guard state.life == life else { return [] }
      state.isSyncing = false
      defer { state.waiters = [] }
      if isFailed {
        state.isPoisoned = true
        world.reach(.syncFailed)
        return state.waiters
      }
      if skipsSync {
        synced.contents = latest.contents
      } else {
        let (events, contents) = state.disk.sync(upTo: end)
        for event in events { world.note(event) }
        synced.contents = contents
      }
      state.syncedEnd = max(state.syncedEnd, end)
      state.replica.add(synced.contents, number: end, at: world.scheduler.now)
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  // MARK: Crashing

  /// Goes down, and loses what was not synced.
  package func crash() {
    let waiters = state.withLock { state in
      state.life += 1
      state.isUp = false
      state.isSyncing = false
      let recovered = state.disk.crash(random)
      for event in recovered.events { world.note(event) }
      if recovered.lost > 0 { world.reach(.unsyncedLost) }
      if recovered.isTorn { world.reach(.tailTorn) }
      latest.contents = recovered.contents
      synced.contents = recovered.contents
      state.syncedEnd = state.disk.end
      state.replica.restart(recovered.contents, number: state.syncedEnd, at: world.scheduler.now)
      defer { state.waiters = [] }
      return state.waiters
    }
    world.note(.storeCrashed(machine.executor.name))
    for waiter in waiters { waiter.resume() }
  }

  /// Comes up again, with what the disk holds.
  package func restart() {
    state.withLock { state in
      state.isUp = true
      state.isPoisoned = false
    }
    world.note(.storeStarted(machine.executor.name))
  }

  /// Whether a failed sync keeps it from taking anything until it is restarted.
  package var isPoisoned: Bool { state.withLock { $0.isUp && $0.isPoisoned } }
}

/// What a write does next to become durable.
private enum SyncStep { case done(Bool), wait, lead(upTo: Int) }
