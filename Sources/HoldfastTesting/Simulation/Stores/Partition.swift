import Synchronization

/// Whether a way through the network is cut.
package final class Partition: Sendable {
  private let state = Mutex(false)

  /// Makes a way that is open.
  package init() {}

  /// Whether it is cut.
  package var isCut: Bool {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
