import HoldfastStores

/// The way from one process to one store: slow at times, cut at times, and the place where it dies.
package final class StoreLink: Sendable {
  private let world: SimulationWorld
  private let life: NodeLife
  private let machine: SimulatedMachine
  private let random: SimulationRandom
  private let partition: Partition
  private let diesWithCaller: Bool

  /// Makes a way.
  ///
  /// - Parameter diesWithCaller: Whether the store is part of the caller's process, so that nothing arrives there any
  ///   more when that is gone.
  package init(
    world: SimulationWorld, life: NodeLife, machine: SimulatedMachine, partition: Partition = Partition(),
    diesWithCaller: Bool = false
  ) {
    self.world = world
    self.life = life
    self.machine = machine
    self.partition = partition
    self.diesWithCaller = diesWithCaller
    random = world.random("\(life.name) to \(machine.executor.name)")
  }

  /// Who calls.
  package var caller: NodeLife { life }

  /// A death of the caller that is arranged.
  package struct Death: Sendable {
    /// How often it comes to it.
    package var rate: Double
    /// Whether the store has done by then what it was asked for.
    package var isAfter: Bool
    /// What is reached with it.
    package var point: SometimesPoint
  }

  private enum Fault { case none, crashBefore, unavailable, full, undone, errorAfter, lostReply, crashAfter }

  /// Has the store do something.
  ///
  /// - Parameter death: Of what the caller may die with it, besides by chance.
  /// - Throws: What the store throws; a ``StoreError`` of the way there or back; `CancellationError` when the caller's
  ///   process is gone.
  package func call<Value: Sendable>(
    _ call: StoreCall, dying death: Death? = nil, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try life.check()
    let faults = world.faults
    switch draw(death) ?? draw(call, faults) {
    case .none: return try await send(faults, work)
    case .crashBefore:
      world.reach(.crashed(before: call))
      life.crash()
      throw CancellationError()
    case .unavailable:
      try await wait(random.milliseconds(0...50))
      throw StoreError(.unavailable, "the store did not take the call")
    case .full: throw StoreError(.full, "the store has no room")
    case .undone:
      try await wait(random.milliseconds(0...2000))
      throw StoreError(.indeterminate, "no answer, and nothing happened")
    case .errorAfter:
      _ = try await send(faults, work)
      world.reach(.errorAfter(call))
      throw StoreError(.indeterminate, "an error, and it happened")
    case .lostReply:
      _ = try await send(faults, work)
      try await wait(random.milliseconds(500...2000))
      if call.isWrite { world.reach(.lostReply(call)) }
      throw StoreError(call.isWrite ? .indeterminate : .unavailable, "no answer")
    case .crashAfter:
      _ = try? await send(faults, work)  // the process is gone, whatever came of it
      world.reach(.crashed(after: call))
      life.crash()
      throw CancellationError()
    }
  }

  private func draw(_ death: Death?) -> Fault? {
    guard let death, !partition.isCut, !world.healing.hasHappened, random.happens(death.rate) else {
      return nil
    }
    world.reach(death.point)
    return death.isAfter ? .crashAfter : .crashBefore
  }

  private func draw(_ call: StoreCall, _ faults: FaultRates) -> Fault {
    if partition.isCut { return random.happens(0.5) ? .unavailable : .lostReply }
    if random.happens(faults.unavailable) { return .unavailable }
    guard call.isWrite else { return random.happens(faults.lostReply / 2) ? .lostReply : .none }
    if random.happens(faults.crash) { return random.happens(0.5) ? .crashBefore : .crashAfter }
    if random.happens(faults.full) { return .full }
    if random.happens(faults.undone) { return .undone }
    if random.happens(faults.errorAfter) { return .errorAfter }
    if random.happens(faults.lostReply) { return .lostReply }
    return .none
  }

  private func send<Value: Sendable>(
    _ faults: FaultRates, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    if random.happens(faults.delay) { try await wait(random.milliseconds(1...3000)) }
    let result = await machine.perform { [life, diesWithCaller] () -> Result<Value, any Error> in
      do {
        if diesWithCaller { try life.check() }
        return .success(try await work())
      } catch {
        return .failure(error)
      }
    }
    if random.happens(faults.delay / 4) { try await wait(random.milliseconds(1...1000)) }
    try life.check()
    return try result.get()
  }

  /// Waits as a socket does: a task that is cancelled meanwhile gets its answer all the same.
  private func wait(_ duration: Duration) async throws {
    await world.pass(duration)
    try life.check()
  }
}
