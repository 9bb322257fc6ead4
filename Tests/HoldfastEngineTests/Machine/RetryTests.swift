import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `When a failed call is tried again` {
  @Test func `the waits double up to a cap, as far as the jitter lets them`() {
    var retry = Retry(budget: nil)
    let waits = (0..<9).compactMap { _ in retry.next(jitter: 1)?.milliseconds }
    #expect(waits == [50, 100, 200, 400, 800, 1600, 2000, 2000, 2000])
  }

  @Test(arguments: [0.0, 0.1, 0.5, 0.99]) func `they stay within their budget`(jitter: Double) {
    var retry = Retry(budget: .seconds(3))
    var waited = Duration.zero
    var count = 0
    while let wait = retry.next(jitter: jitter), count < 10_000 {
      #expect(wait > .zero, "A wait of nothing would ask without end.")
      waited += wait
      count += 1
    }
    #expect(waited < .seconds(3) && count < 10_000)
    #expect(count >= 3)
  }

  @Test func `without a budget there is always a next one`() {
    var retry = Retry(budget: nil)
    let isThere = (0..<1000).allSatisfy { _ in retry.next(jitter: 0.5) != nil }
    #expect(isThere)
  }
}

@Suite struct `An owner and its lease` {
  private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

  @Test func `is sure for two thirds of it`() {
    let lease = Lease(duration: .seconds(9), confirmedAt: at(100))
    #expect(lease.isSure(at: at(105)))
    #expect(!lease.isSure(at: at(106)))
  }

  @Test func `counts from when the confirmed call was sent, never backwards`() {
    var lease = Lease(duration: .seconds(9), confirmedAt: at(100))
    lease.confirm(sentAt: at(104))
    lease.confirm(sentAt: at(102))
    #expect(lease.isSure(at: at(109)))
    #expect(!lease.isSure(at: at(110)))
  }
}
