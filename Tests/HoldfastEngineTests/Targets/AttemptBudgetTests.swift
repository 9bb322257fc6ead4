import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `The budget of further attempts` {
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_000_000 + milliseconds) }

  @Test func `gives ten a second to a node that does nothing else`() {
    var budget = RetryBudget()
    for _ in 0..<10 {
      let isGiven = budget.take(at: at(0))
      #expect(isGiven)
    }
    let eleventh = budget.take(at: at(0))
    #expect(!eleventh)
    let next = budget.take(at: at(1000))
    #expect(next)
  }

  /// The figure of the service level: attempts ≤ 1.1 × requests + 10/s in every second and in every ten.
  @Test func `I28 whatever is asked, a tenth of the requests and ten a second are all there is`() {
    for seed in UInt64(0)..<300 {
      var random = SplitMix(state: seed)
      var budget = RetryBudget()
      var requests: [Int64] = []
      var retries: [Int64] = []
      var time: Int64 = 0
      for _ in 0..<2000 {
        time += Int64(random.below(40))
        if random.below(2) == 0 {
          budget.noteRequest(at: at(time))
          requests.append(time)
        } else if budget.take(at: at(time)) {
          retries.append(time)
        }
      }
      for length in [Int64(1000), 10_000] {
        for end in retries {
          let isWithin = { (moment: Int64) in moment > end - length && moment <= end }
          let (asked, tried) = (requests.count(where: isWithin), retries.count(where: isWithin))
          // It counts in tenths of a second, so that a window may hold one more of them.
          #expect(tried <= asked / 10 + Int(length / 100) + 1 + 10, "seed \(seed): \(tried) of \(asked)")
        }
      }
    }
  }

  @Test func `is not emptied by a clock that was put back`() {
    var budget = RetryBudget()
    for _ in 0..<10 { _ = budget.take(at: at(3_600_000)) }
    let given = (0..<20).count { _ in budget.take(at: at(0)) }
    #expect(given == 10)
    let later = (0..<20).count { _ in budget.take(at: at(1000)) }
    #expect(later == 10)
  }
}
