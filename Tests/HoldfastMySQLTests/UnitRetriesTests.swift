#if MySQL
  import HoldfastMySQL
  import HoldfastStores
  import Testing

  @Suite("What follows on a failure")
  struct UnitRetriesTests {
    private let now = ContinuousClock.now

    private func next(
      _ retries: inout UnitRetries, _ name: FailureClass, _ phase: CallPhase, after elapsed: Duration = .zero
    ) -> UnitRetries.Action {
      retries.next(
        after: name, at: phase, now: now + elapsed, deadline: now + .seconds(10), pause: 33)
    }

    @Test("A unit that lost against another transaction is run again three times")
    func conflicts() {
      var retries = UnitRetries()
      for _ in 1...3 { #expect(next(&retries, .conflict, .write) == .again(after: .milliseconds(33))) }
      #expect(next(&retries, .conflict, .write) == .fail(.unavailable))
    }

    @Test("A lost connection is made up for once")
    func lost() {
      for phase in [CallPhase.read, .write] {
        var retries = UnitRetries()
        #expect(next(&retries, .lost, phase) == .again(after: .zero))
        #expect(next(&retries, .lost, phase) == .fail(.unavailable))
      }
    }

    @Test("After a commit in doubt every other failure leaves the doubt")
    func doubt() {
      let failures: [(FailureClass, CallPhase)] = [
        (.lost, .connect), (.saturated, .connect), (.readOnly, .write), (.full, .write), (.lost, .commit),
        (.misconfigured, .connect), (.duplicate, .write), (.damaged, .read),
      ]
      for (name, phase) in failures {
        var retries = UnitRetries()
        #expect(next(&retries, .lost, .commit) == .again(after: .zero))
        #expect(retries.isInDoubt)
        #expect(next(&retries, name, phase) == .fail(.indeterminate), "\(name)")
      }
    }

    @Test("A connection that cannot be made is not tried again")
    func connecting() {
      for name in [FailureClass.lost, .saturated, .misconfigured, .other] {
        var retries = UnitRetries()
        #expect(next(&retries, name, .connect) == .fail(.unavailable))
      }
    }

    @Test("A server that starts is waited for, also until it listens, and no longer than 5 s")
    func starting() {
      var retries = UnitRetries()
      let again = UnitRetries.Action.again(after: UnitRetries.startingPause)
      #expect(next(&retries, .starting, .read) == again)
      #expect(next(&retries, .lost, .connect, after: .seconds(1)) == again)
      #expect(next(&retries, .starting, .connect, after: .seconds(4)) == again)
      #expect(next(&retries, .starting, .connect, after: .seconds(5)) == .fail(.unavailable))
    }

    @Test("When the call's time is up nothing is run again")
    func overdue() {
      for name in FailureClass.allCases {
        var retries = UnitRetries()
        #expect(next(&retries, name, .read, after: .seconds(10)) == .fail(name.code(at: .read)))
      }
    }
  }
#endif
