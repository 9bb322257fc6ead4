#if MySQL
  import Foundation
  import HoldfastStores

  extension ConnectionSlot {
    /// Runs a unit, and runs it again where ``UnitRetries`` says so.
    ///
    /// Blocks, also between two runs.
    ///
    /// - Throws: `StoreError`; what else the unit throws.
    func run<Value>(
      until deadline: ContinuousClock.Instant, _ unit: (MySQLConnection) throws -> Value
    ) throws -> Value {
      var retries = UnitRetries()
      while true {
        do {
          return try unit(try connected(until: deadline))
        } catch let failure as MySQLFailure {
          let failureClass = failure.failureClass
          if !failureClass.leavesConnection { discard() }
          let action = retries.next(
            after: failureClass, at: failure.phase, now: .now, deadline: deadline,
            pause: Int.random(in: UnitRetries.pauses))
          switch action {
          case .fail(let code): throw StoreError(code, StoreError(failure).message)
          case .again(let pause): wait(min(pause, deadline - .now))
          }
        }
      }
    }

    private func wait(_ duration: Duration) {
      guard duration > .zero else { return }
      // The thread is this connection's own: nobody else waits.
      Thread.sleep(forTimeInterval: duration / .seconds(1))
    }
  }
#endif
