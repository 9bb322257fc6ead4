import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `A breaker` {
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_000_000 + milliseconds) }

  /// One that has just opened at a time.
  private func opened(at time: Int64 = 0, limits: Breaker.Limits = Breaker.Limits()) -> Breaker {
    var breaker = Breaker(limits: limits)
    for _ in 0..<5 { breaker.fail(isProbe: false, at: at(time), jitter: 0.5) }
    return breaker
  }

  @Test func `opens at five failures in a row, and not at four`() {
    var breaker = Breaker()
    for _ in 0..<4 { breaker.fail(isProbe: false, at: at(0), jitter: 0.5) }
    breaker.succeed(isProbe: false, at: at(0))
    for _ in 0..<4 { breaker.fail(isProbe: false, at: at(0), jitter: 0.5) }
    #expect(breaker.state == .closed && breaker.admission(at: at(0)) == .normal)
    breaker.fail(isProbe: false, at: at(0), jitter: 0.5)
    #expect(breaker.state == .open(until: at(5000)))
    #expect(breaker.admission(at: at(4999)) == .refused(until: at(5000)))
  }

  @Test func `opens when half of ten in thirty seconds fail, and not when they are older`() {
    var often = Breaker()
    var seldom = Breaker()
    for number in 0..<10 {
      for isOften in [true, false] {
        let time = at(Int64(number) * (isOften ? 1000 : 4000))
        var breaker = isOften ? often : seldom
        if number.isMultiple(of: 2) {
          breaker.succeed(isProbe: false, at: time)
        } else {
          breaker.fail(isProbe: false, at: time, jitter: 0.5)
        }
        if isOften { often = breaker } else { seldom = breaker }
      }
    }
    #expect(often.state != .closed)
    #expect(seldom.state == .closed)
  }

  @Test func `lets one probe through in each window, and is open for longer after each that fails`() {
    var breaker = opened()
    var time: Int64 = 0
    var lengths: [Int64] = []
    for _ in 0..<6 {
      guard case .open(let until) = breaker.state else {
        Issue.record("it is not open")
        return
      }
      lengths.append(until.milliseconds - at(time).milliseconds)
      time = until.milliseconds - at(0).milliseconds
      #expect(breaker.admission(at: until) == .probe)
      breaker.beginProbe()
      #expect(breaker.admission(at: until) == .refused(until: until), "one at a time")
      breaker.fail(isProbe: true, at: until, jitter: 0.5)
    }
    #expect(lengths == [5000, 7500, 7500, 7500, 7500, 7500])
  }

  @Test func `never opens where it is switched off`() {
    var limits = Breaker.Limits()
    limits.isEnabled = false
    #expect(opened(limits: limits).state == .closed)
  }

  @Test func `differs between nodes by a fifth`() {
    let lengths = [0.0, 0.5, 0.999].map { jitter -> Int64 in
      var breaker = Breaker()
      for _ in 0..<5 { breaker.fail(isProbe: false, at: at(0), jitter: jitter) }
      guard case .open(let until) = breaker.state else { return 0 }
      return until.milliseconds - at(0).milliseconds
    }
    #expect(lengths == [4000, 5000, 5995])
  }

  @Test func `closes after one probe and three more`() {
    var breaker = opened()
    breaker.beginProbe()
    breaker.succeed(isProbe: true, at: at(5000))
    #expect(breaker.state == .halfOpen(underWay: 0, succeeded: 1))
    for _ in 0..<3 {
      #expect(breaker.admission(at: at(5000)) == .probe)
      breaker.beginProbe()
    }
    #expect(breaker.admission(at: at(5000)) != .probe, "three at once")
    for _ in 0..<3 { breaker.succeed(isProbe: true, at: at(5100)) }
    #expect(breaker.state == .closed)
    // What was before is forgotten.
    for _ in 0..<4 { breaker.fail(isProbe: false, at: at(5200), jitter: 0.5) }
    #expect(breaker.state == .closed)
  }

  @Test func `forgets a probe that was given up`() {
    var breaker = opened()
    breaker.beginProbe()
    breaker.abandonProbe()
    #expect(breaker.admission(at: at(5000)) == .probe)
  }

  @Test func `is open for up to a minute when somebody has to mend something`() {
    var breaker = opened()
    var longest: Int64 = 0
    for _ in 0..<8 {
      guard case .open(let until) = breaker.state else { break }
      breaker.beginProbe()
      breaker.fail(isProbe: true, isMisconfigured: true, at: until, jitter: 0.5)
      if case .open(let next) = breaker.state {
        longest = max(longest, next.milliseconds - until.milliseconds)
      }
    }
    #expect(longest == 60_000)
  }

  @Test func `is not held open by a clock that was put back`() {
    let breaker = opened(at: 3_600_000)
    #expect(breaker.admission(at: at(0)) == .probe)
  }

  /// Whatever happens in whatever order, at most one probe goes through a window, and none before its end.
  @Test func `I29 whatever happens, it lets nothing through before its time`() {
    for seed in UInt64(0)..<10_000 {
      var random = SplitMix(state: seed &* 7919 &+ 3)
      var breaker = Breaker()
      var time: Int64 = 0
      var probes = 0
      for _ in 0..<random.below(120) {
        time += Int64(random.below(1500))
        let now = at(time)
        switch breaker.admission(at: now) {
        case .normal:
          #expect(breaker.state == .closed)
          if random.below(3) == 0 {
            breaker.succeed(isProbe: false, at: now)
          } else {
            breaker.fail(isProbe: false, at: now, jitter: random.fraction())
          }
        case .probe:
          if case .open(let until) = breaker.state { #expect(now >= until, "seed \(seed)") }
          breaker.beginProbe()
          probes += 1
          switch random.below(3) {
          case 0: breaker.succeed(isProbe: true, at: now)
          case 1: breaker.fail(isProbe: true, at: now, jitter: random.fraction())
          default: breaker.abandonProbe()
          }
        case .refused: break
        }
        if case .halfOpen(let underWay, let succeeded) = breaker.state {
          #expect(underWay >= 0 && succeeded <= 3 && underWay <= 3, "seed \(seed)")
        }
      }
    }
  }
}
