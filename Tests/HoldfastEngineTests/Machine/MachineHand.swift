import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// Drives a ``RunMachine`` by hand: nothing is committed before the test says so.
struct MachineHand {
  private(set) var writes: [RunMachine.Write] = []
  private(set) var orders: [AttemptOrder] = []
  private(set) var called: [String] = []
  private(set) var settles = 0
  private(set) var ledger: [EffectEntry] = []
  private var isWriting = false
  private let now = Timestamp(milliseconds: 1_000_000)

  /// Tells the machine what has happened, and notes what it wants.
  mutating func tell(_ machine: inout RunMachine, _ events: [RunMachine.Event]) {
    for effect in machine.handle(events, at: now) {
      switch effect {
      case .write(let write):
        writes.append(write)
        isWriting = true
      case .ask(let order): orders.append(order)
      case .callTool(let entry): called.append(entry.call)
      case .settle: settles += 1
      default: break
      }
    }
  }

  /// Commits the write that is under way.
  mutating func commit(_ machine: inout RunMachine) {
    guard isWriting, let write = writes.last else { return }
    isWriting = false
    for effect in write.effects {
      ledger.removeAll { $0.call == effect.call }
      ledger.append(effect)
      ledger.sort { $0.number < $1.number }
    }
    tell(&machine, [.written(sentAt: now, requestedEnd: nil)])
  }

  /// Commits all that there is to commit, and answers what is settled and paid.
  mutating func commitAll(_ machine: inout RunMachine) {
    var settled = settles
    for _ in 0..<100 where !machine.isOver {
      if isWriting {
        commit(&machine)
      } else if settles > 0, settled >= 0 {
        settled = -1
        tell(&machine, [.settled()])
      } else {
        return
      }
    }
  }
}
