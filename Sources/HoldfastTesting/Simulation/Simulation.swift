/// One world: machines, stores, a model and clients, in which everything goes wrong for a while and then nothing any
/// more, as a seed decides.
///
/// The engine runs in it as shipped. The order in which its tasks run, its time, its names, its stores, its model and
/// its clients are the seed's.
package struct Simulation: Sendable {
  /// What came of it.
  package struct Report: Sendable {
    /// The seed.
    package var seed: UInt64
    /// What did not hold.
    package var violations: [Violation]
    /// The points that were reached.
    package var reached: Set<SometimesPoint>
    /// How many jobs were run.
    package var jobs: Int
    /// All that happened.
    package var history: History

    /// The fingerprint of all that happened, and of the number of steps it took; made anew each time, from every line
    /// of the history.
    package var digest: Digest {
      var digest = history.digest
      digest.add(UInt64(jobs))
      return digest
    }
  }

  /// How many jobs a world may take.
  private static let maximumJobs = 3_000_000

  private let world: SimulationWorld
  private let plan: SimulationPlan

  private init(seed: UInt64, sabotage: Sabotage?, ledgerCrash: LedgerCrash?) {
    world = SimulationWorld(seed: seed, sabotage: sabotage, ledgerCrash: ledgerCrash)
    var plan = SimulationPlan(random: world.random("plan"))
    if world.isDrilled { plan.drill(world.random("drill")) }
    self.plan = plan
    world.note(.planned(plan))
  }

  /// Runs the world of a seed on the calling thread.
  ///
  /// - Parameter ledgerCrash: Where processes die, besides by chance.
  package static func run(
    seed: UInt64, sabotage: Sabotage? = nil, ledgerCrash: LedgerCrash? = nil
  ) -> Report {
    let simulation = Simulation(seed: seed, sabotage: sabotage, ledgerCrash: ledgerCrash)
    return simulation.report(after: simulation.runToEnd())
  }

  private func report(after ending: SimulationScheduler.Ending) -> Report {
    var violations = HistoryChecker.violations(in: world.history)
    if ending != .done { violations.append(Violation(.rest, "the world did not come to rest: \(ending)")) }
    HistoryChecker.reachedPoints(in: world.history).forEach(world.reach)
    return Report(
      seed: world.seed, violations: violations, reached: world.reachedPoints,
      jobs: world.scheduler.jobCount, history: world.history)
  }

  private func runToEnd() -> SimulationScheduler.Ending {
    let end = OneShot()
    let executor = SimulationExecutor(name: "world", scheduler: world.scheduler)
    // The root of everything: its children follow it onto the simulation's executors.
    Task(executorPreference: executor) {
      await live()
      end.happen()
    }
    return world.scheduler.run(maximumJobs: Self.maximumJobs, until: .seconds(600)) {
      end.hasHappened
    }
  }

  private func live() async {
    let stores = SimulatedStores(world: world)
    let nodes = (0..<plan.nodes).map {
      SimulatedNode(index: $0, world: world, plan: plan, stores: stores)
    }
    await withDiscardingTaskGroup { group in
      for machine in [stores.conversations.machine, stores.log.machine] {
        group.addTask(executorPreference: machine.executor) { await machine.run() }
      }
      for node in nodes { group.addTask { await node.run() } }
      await play(nodes, stores)
      for node in nodes { await node.stop() }
      stores.conversations.machine.stop()
      stores.log.machine.stop()
    }
  }

  private func play(_ nodes: [SimulatedNode], _ stores: SimulatedStores) async {
    let board = SimulatedBoard()
    let clients = (0..<plan.clients).map {
      SimulatedClient(
        number: $0, world: world, nodes: nodes, board: board, agents: plan.agents.map(\.name),
        deletes: plan.deletes)
    }
    let nemesis = Nemesis(
      world: world, plan: plan, nodes: nodes, stores: stores, random: world.random("nemesis"))
    await withDiscardingTaskGroup { group in
      for client in clients { group.addTask { await client.run() } }
      group.addTask { await nemesis.run() }
      group.addTask {
        await world.pass(plan.faultPhase)
        world.heal()
        await comeToRest(nodes, stores)
      }
    }
    for client in clients { await client.readAll() }
    await survey(nodes, stores, after: world.scheduler.now - plan.faultPhase)
  }

  /// Looks at the world as it recovers.
  private func comeToRest(_ nodes: [SimulatedNode], _ stores: SimulatedStores) async {
    var waited = Duration.zero
    for moment in HistoryChecker.surveyMoments {
      await world.pass(moment - waited)
      waited = moment
      await survey(nodes, stores, after: moment)
    }
  }

  private func survey(_ nodes: [SimulatedNode], _ stores: SimulatedStores, after time: Duration) async {
    do {
      try await Surveyor(world: world, nodes: nodes, stores: stores).survey(sinceHealing: time)
    } catch {
      preconditionFailure("stores in memory do not fail: \(error)")
    }
  }
}
