#if MySQL
  import Foundation
  import Synchronization

  /// The socket under a connection, for whoever has to end a call that takes too long.
  ///
  /// The client library knows limits for single reads and writes, in whole seconds. A call has one limit for all of its
  /// statements, so another thread shuts the socket down when that is reached, and the library finds its peer gone.
  final class ConnectionSocket: Sendable {
    private struct State {
      var descriptor: Int32?
      var deadline: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// The connection has a socket now.
    func open(_ descriptor: Int32) { state.withLock { $0.descriptor = descriptor } }

    /// The connection is about to close its socket, whose number may be another file's afterwards.
    func close() { state.withLock { $0.descriptor = nil } }

    /// A call begins that must have ended by a time.
    func begin(until deadline: ContinuousClock.Instant) { state.withLock { $0.deadline = deadline } }

    /// The call has ended.
    func end() { state.withLock { $0.deadline = nil } }

    /// Ends what the connection does, if its call's time is up.
    func interrupt(ifOverdueAt now: ContinuousClock.Instant) {
      state.withLock { state in
        guard let descriptor = state.descriptor, let deadline = state.deadline, deadline <= now else {
          return
        }
        // The descriptor stays open, and the connection's own: only what is said through it ends.
        shutdown(descriptor, Int32(SHUT_RDWR))
        state.deadline = nil
      }
    }
  }
#endif
