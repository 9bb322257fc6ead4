public import HoldfastModel
import Synchronization

/// Tells the nodes of one process which of their streams are asked to end.
///
/// It is what stands behind ``StreamLog/endRequests(to:)`` where the log and its nodes share memory. A hint, as the
/// contract says: a ring that nobody listens to is lost. A listener whose task ended is forgotten.
public final class EndRequestBell: Sendable {
  /// How many rings a listener may be behind.
  ///
  /// Past it the oldest is dropped, which delays an end to the owner's next acknowledgement and loses nothing; without
  /// a bound a listener that hangs would hold memory without end.
  public static let bufferedRings = 1024

  private struct Listener {
    var number: Int
    var continuation: AsyncStream<StreamID>.Continuation
  }

  private struct State {
    /// In the order in which they came, so that they are told in that order.
    var listeners: [NodeID: [Listener]] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  /// Makes a bell that nobody listens to yet.
  public init() {}

  deinit {
    let listeners = state.withLock { $0.listeners }
    for listener in listeners.values.joined().sorted(by: { $0.number < $1.number }) {
      listener.continuation.finish()
    }
  }

  /// The rings for a node, from now on.
  ///
  /// Every listener of a node hears each of them.
  public func listen(_ node: NodeID) -> AsyncStream<StreamID> {
    let (rings, continuation) = AsyncStream.makeStream(
      of: StreamID.self, bufferingPolicy: .bufferingNewest(Self.bufferedRings))
    let number = state.withLock { state in
      state.lastNumber += 1
      let listener = Listener(number: state.lastNumber, continuation: continuation)
      state.listeners[node, default: []].append(listener)
      return listener.number
    }
    continuation.onTermination = { [weak self] _ in self?.forget(number, of: node) }
    return rings
  }

  /// Tells a node that the end of a stream is asked for.
  public func ring(_ stream: StreamID, for node: NodeID) {
    // Yielding resumes a waiting task, so it happens outside the lock.
    let listeners = state.withLock { $0.listeners[node] ?? [] }
    for listener in listeners { listener.continuation.yield(stream) }
  }

  /// How many listeners a node has.
  package func listenerCount(of node: NodeID) -> Int {
    state.withLock { $0.listeners[node]?.count ?? 0 }
  }

  private func forget(_ number: Int, of node: NodeID) {
    state.withLock { state in
      state.listeners[node]?.removeAll { $0.number == number }
      if state.listeners[node]?.isEmpty == true { state.listeners[node] = nil }
    }
  }
}
