import HoldfastModel
import HoldfastStores
import Testing

@Suite struct `A store's breaker` {
  private let start = Timestamp(milliseconds: 1_000_000)

  /// A breaker that has seen calls, one every ten milliseconds.
  private func breaker(_ failures: [Bool], took: Duration = .zero) -> (StoreBreaker, now: Timestamp) {
    var breaker = StoreBreaker()
    var now = start
    for failed in failures {
      now = now + .milliseconds(10)
      if breaker.admit(at: now) { breaker.report(failed: failed, took: took, at: now) }
    }
    return (breaker, now)
  }

  @Test func `lets calls through while some of them fail`() {
    var (breaker, now) = breaker([true, true, true, true, false, false, false, false, false, false, true])
    #expect(breaker.state == .closed && breaker.since == nil)
    let isAdmitted = breaker.admit(at: now)
    #expect(isAdmitted)
  }

  @Test func `opens after five failures in a row`() {
    var (breaker, now) = breaker([false, true, true, true, true, true])
    #expect(breaker.state == .open && breaker.since == now)
    let isAdmitted = breaker.admit(at: now + .milliseconds(999))
    #expect(!isAdmitted)
  }

  @Test func `opens when half of ten calls have failed`() {
    let mixed = [true, false, true, false, true, false, true, false, true, false]
    #expect(breaker(Array(mixed.dropLast())).0.state == .closed)
    #expect(breaker(mixed).0.state == .open)
  }

  @Test func `forgets what is long ago`() {
    var (breaker, now) = breaker(Array(repeating: true, count: 4))
    now = now + .seconds(11)
    breaker.report(failed: false, took: .zero, at: now)
    for _ in 0..<4 { breaker.report(failed: true, took: .zero, at: now) }
    for _ in 0..<5 { breaker.report(failed: false, took: .zero, at: now) }
    #expect(breaker.state == .closed)
  }

  @Test func `counts an answer that came late as a failure`() {
    #expect(breaker(Array(repeating: false, count: 5), took: .milliseconds(1_999)).0.state == .closed)
    #expect(breaker(Array(repeating: false, count: 5), took: .milliseconds(2_001)).0.state == .open)
  }

  @Test func `lets one call through after a pause, and all when it succeeds`() {
    var (breaker, now) = breaker(Array(repeating: true, count: 5))
    now = now + .seconds(1)
    let first = breaker.admit(at: now)
    let second = breaker.admit(at: now)
    #expect(first && !second && breaker.state == .halfOpen)
    breaker.report(failed: false, took: .zero, at: now)
    #expect(breaker.state == .closed && breaker.since == nil)
  }

  @Test func `waits twice as long after each probe that fails, up to a limit`() {
    var (breaker, now) = breaker(Array(repeating: true, count: 5))
    let since = breaker.since
    for pause in [1, 2, 4, 4, 4] {
      let isEarly = breaker.admit(at: now + .seconds(pause) - .milliseconds(1))
      #expect(!isEarly, "a probe before \(pause) s")
      now = now + .seconds(pause)
      let isAdmitted = breaker.admit(at: now)
      #expect(isAdmitted, "no probe after \(pause) s")
      breaker.report(failed: true, took: .zero, at: now)
    }
    #expect(breaker.since == since)
  }

  @Test func `gives the place of a probe that was given up to the next call`() {
    var (breaker, now) = breaker(Array(repeating: true, count: 5))
    now = now + .seconds(1)
    _ = breaker.admit(at: now)
    breaker.withdraw()
    let isAdmitted = breaker.admit(at: now)
    #expect(isAdmitted)
  }

  @Test func `never lets more than one call through while it is open, whatever happens`() {
    for seed in UInt64(1)...2_000 {
      var random = SplitMix(seed: seed)
      var breaker = StoreBreaker()
      var (now, probes) = (start, 0)
      for _ in 0..<200 {
        now = now + .milliseconds(Int(random.next() % 400))
        let before = breaker.state
        guard breaker.admit(at: now) else { continue }
        if before != .closed { probes += 1 }
        #expect(before == .closed || breaker.state == .halfOpen)
        let again = breaker.state == .closed ? false : breaker.admit(at: now)
        #expect(!again)
        breaker.report(failed: random.next() % 3 != 0, took: .zero, at: now)
        #expect((breaker.since == nil) == (breaker.state == .closed))
      }
      #expect(probes > 0, "seed \(seed) opened nothing")
    }
  }
}

/// Random numbers that a seed decides.
private struct SplitMix {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
