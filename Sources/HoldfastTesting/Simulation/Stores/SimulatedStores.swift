package import HoldfastStores

/// The two stores of a world, which all its nodes share.
package final class SimulatedStores: Sendable {
  /// What was said, and what is owed.
  package let conversations: SimulatedStore<MemoryConversationStore>
  /// What was streamed, and who owns it.
  package let log: SimulatedStore<MemoryStreamLog>
  private let bell = EndRequestBell()
  private let world: SimulationWorld

  /// Makes two empty stores.
  package init(world: SimulationWorld) {
    self.world = world
    conversations = SimulatedStore(name: "conversations", world: world) { MemoryConversationStore() }
    log = SimulatedStore(name: "log", world: world) { MemoryStreamLog { world.time } }
  }

  /// The conversation store as a process reaches it.
  package func conversations(
    for life: NodeLife, over way: Partition = Partition(), isEmbedded: Bool = false
  ) -> SimulatedConversationStore {
    let link = StoreLink(
      world: world, life: life, machine: conversations.machine, partition: way, diesWithCaller: isEmbedded)
    return SimulatedConversationStore(world: world, link: link, store: conversations)
  }

  /// The stream log as a process reaches it.
  package func log(
    for life: NodeLife, over way: Partition = Partition(), isEmbedded: Bool = false
  ) -> SimulatedStreamLog {
    let link = StoreLink(
      world: world, life: life, machine: log.machine, partition: way, diesWithCaller: isEmbedded)
    return SimulatedStreamLog(world: world, link: link, store: log, bell: bell)
  }

  /// Takes both stores down.
  package func crash() {
    conversations.crash()
    log.crash()
  }

  /// Starts both stores.
  package func restart() {
    conversations.restart()
    log.restart()
  }
}
