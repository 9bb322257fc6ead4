import HoldfastEngine
import Testing

@Suite struct `The limit of those who wait for a first word` {
  @Test func `grows while the target is as fast as ever, and is used`() {
    var limit = ConcurrencyLimit(range: 4...200)
    for _ in 0..<500 { limit.note(.milliseconds(100), waiting: limit.value) }
    #expect(limit.value == 200)
  }

  @Test func `stays while it is not used`() {
    var limit = ConcurrencyLimit(range: 4...200)
    for _ in 0..<500 { limit.note(.milliseconds(100), waiting: 1) }
    #expect(limit.value == 20)
  }

  @Test func `falls when answers take longer, and never below the least`() {
    var limit = ConcurrencyLimit(range: 4...200)
    for _ in 0..<200 { limit.note(.milliseconds(100), waiting: limit.value) }
    let before = limit.value
    for _ in 0..<5 { limit.note(.seconds(4), waiting: limit.value) }
    #expect(limit.value < before * 3 / 4)
    for _ in 0..<15 { limit.note(.seconds(4), waiting: limit.value) }
    #expect(limit.value < before / 4)
    for _ in 0..<50 { limit.note(.seconds(60), waiting: limit.value) }
    #expect(limit.value >= 4)
  }

  @Test func `comes back when the target does`() {
    var limit = ConcurrencyLimit(range: 4...200)
    for _ in 0..<50 { limit.note(.milliseconds(100), waiting: limit.value) }
    for _ in 0..<20 { limit.note(.seconds(5), waiting: limit.value) }
    let low = limit.value
    for _ in 0..<300 { limit.note(.milliseconds(100), waiting: limit.value) }
    #expect(low < 60 && limit.value == 200)
  }

  @Test(arguments: [Duration.zero, .nanoseconds(1), .seconds(1 << 40)])
  func `holds whatever it is told`(duration: Duration) {
    var limit = ConcurrencyLimit(range: 4...200)
    for waiting in [0, 1, 20, 1_000_000] { limit.note(duration, waiting: waiting) }
    #expect((4...200).contains(limit.value))
  }
}
