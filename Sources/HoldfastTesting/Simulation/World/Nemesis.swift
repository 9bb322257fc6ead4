/// Does to whole machines what the world does to them.
struct Nemesis: Sendable {
  let world: SimulationWorld
  let plan: SimulationPlan
  let nodes: [SimulatedNode]
  let stores: SimulatedStores
  let random: SimulationRandom

  /// Goes on until the world has healed, and leaves everything as it found it.
  func run() async {
    await withDiscardingTaskGroup { group in
      while !world.healing.hasHappened {
        await rest(for: .seconds(1))
        restartPoisoned()
        if random.happens(world.faults.nemesis) {
          let (kind, node) = (random.below(5), random.one(of: nodes))
          group.addTask { await strike(kind, node) }
        }
      }
    }
    restartPoisoned()
  }

  private func strike(_ kind: Int, _ node: SimulatedNode) async {
    switch kind {
    case 0: node.crash()
    case 1: await pause(node)
    case 2: await node.drain()
    case 3: await partition(node)
    default: if plan.isEmbedded { node.crash() } else { await crashStore() }
    }
  }

  /// Stops the process for longer than its leases last, at times.
  private func pause(_ node: SimulatedNode) async {
    let duration = random.milliseconds(random.happens(0.7) ? 11_000...20_000 : 100...5000)
    world.note(.paused("node-\(node.index)", duration))
    world.reach(.processPaused)
    node.executor.pause()
    // The stores of an embedded node are part of its process.
    if plan.isEmbedded { for executor in storeExecutors { executor.pause() } }
    await rest(for: duration)
    if plan.isEmbedded { for executor in storeExecutors { executor.resume() } }
    node.executor.resume()
  }

  private var storeExecutors: [SimulationExecutor] {
    [stores.conversations.machine.executor, stores.log.machine.executor]
  }

  private func partition(_ node: SimulatedNode) async {
    let way = random.happens(0.5) ? node.conversationWay : node.logWay
    let name = way === node.logWay ? "log" : "conversations"
    let duration = random.milliseconds(500...15_000)
    world.note(.partitioned("node-\(node.index) to \(name)", duration))
    world.reach(.partitioned)
    way.isCut = true
    await rest(for: duration)
    way.isCut = false
  }

  private func crashStore() async {
    let duration = random.milliseconds(10...8000)
    if random.happens(0.5) {
      stores.log.crash()
      await rest(for: duration)
      stores.log.restart()
    } else {
      stores.conversations.crash()
      await rest(for: duration)
      stores.conversations.restart()
    }
  }

  /// What a failed sync has poisoned starts again as another process.
  private func restartPoisoned() {
    if plan.isEmbedded {
      if stores.log.isPoisoned || stores.conversations.isPoisoned { nodes[0].crash() }
      return
    }
    if stores.log.isPoisoned {
      stores.log.crash()
      stores.log.restart()
    }
    if stores.conversations.isPoisoned {
      stores.conversations.crash()
      stores.conversations.restart()
    }
  }

  /// Waits for a while, and no longer than until the world has healed.
  private func rest(for duration: Duration) async {
    await withDiscardingTaskGroup { group in
      let isOver = OneShot()
      group.addTask {
        try? await world.sleep(for: duration)  // cancelled when the world heals first
        isOver.happen()
      }
      group.addTask {
        await world.healing.wait()
        isOver.happen()
      }
      await isOver.wait()
      group.cancelAll()
    }
  }
}
