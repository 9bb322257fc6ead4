import HoldfastModel
import Synchronization

/// One life of one simulated node: from a start of its process to its end.
///
/// A crash cannot take a running task away in Swift, so it takes everything away that a task could do: from that moment
/// every call of the process to its stores, its provider and its clock throws `CancellationError`, its clients'
/// connections are cut, and its tasks are cancelled. What its code still does while it unwinds nobody can see, and the
/// next life begins with an engine of its own. A request that was on its way to a store may still arrive there.
package final class NodeLife: Sendable {
  /// Which node, from 0.
  package let node: Int
  /// How many lives the node had before.
  package let number: Int
  /// Happens when the process is gone, or has closed its doors.
  package let end = OneShot()
  private let world: SimulationWorld
  private let answered = Mutex<[MessageID: MessageID]>([:])

  /// Begins a life.
  package init(node: Int, number: Int, world: SimulationWorld) {
    self.node = node
    self.number = number
    self.world = world
  }

  /// The name of the process in the history.
  package var name: String { "node-\(node).\(number)" }

  /// Whether the process is gone.
  package var isOver: Bool { end.hasHappened }

  /// Kills the process.
  package func crash() {
    guard !isOver else { return }
    world.note(.crashed(name))
    end.happen()
  }

  /// Notes what a reply of the process answers: a user's message, or itself when it is gone on with.
  func note(_ reply: MessageID, answering message: MessageID) {
    answered.withLock { $0[reply] = message }
  }

  /// What a reply of the process answers.
  func message(answeredBy reply: MessageID) -> MessageID? { answered.withLock { $0[reply] } }

  /// Throws when the process is gone.
  package func check() throws {
    if isOver { throw CancellationError() }
  }
}
