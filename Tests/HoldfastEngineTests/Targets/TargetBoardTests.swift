import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `The board of targets` {
  /// A model that is never asked.
  private struct Silent: ModelProvider {
    let name: String
    var model = "m"
    var continuation = ContinuationMode.none

    func reply(to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void) async throws {}
  }

  private static func target(
    _ name: String, rank: Int = 0, _ mode: ContinuationMode = .none, hasVision: Bool = true
  ) -> Target {
    Target(id: name, provider: Silent(name: name, continuation: mode), rank: rank, hasVision: hasVision)
  }

  private let board = TargetBoard()
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_000_000 + milliseconds) }

  private func choose(
    _ targets: [Target], _ order: AttemptOrder = AttemptOrder(), vision: Bool = false, at time: Int64 = 0,
    jitter: Double = 0.5
  ) -> Result<TargetChoice, NoTarget> {
    board.choose(from: targets, for: order, needsVision: vision, at: at(time), jitter: { jitter })
  }

  private func fail(
    _ targets: [Target], _ kind: ProviderError.Kind, times: Int = 1, at time: Int64 = 0,
    retryAfter: Duration? = nil, hasContent: Bool = false
  ) throws {
    for _ in 0..<times {
      let choice = try choose(targets, at: time).get()
      if hasContent { board.noteContent(choice, after: .milliseconds(10), at: at(time)) }
      let error = ProviderError(kind, detail: "x", retryAfter: retryAfter)
      board.noteEnd(choice, .failed(error, hasContent: hasContent), at: at(time), jitter: 0.5)
    }
  }

  @Test func `asks the first choice, and the next one where that has failed`() throws {
    let targets = [Self.target("a"), Self.target("b", rank: 1), Self.target("c", rank: 2)]
    #expect(try choose(targets).get().target.id == "a")
    let second = try choose(targets, AttemptOrder(number: 2, failed: ["a"])).get()
    #expect(second.target.id == "b" && second.wait == .zero)
    let third = try choose(targets, AttemptOrder(number: 3, failed: ["a", "b"])).get()
    #expect(third.target.id == "c")
  }

  @Test func `asks the same again after a wait when there is no other`() throws {
    let order = AttemptOrder(number: 2, failed: ["a"])
    let choice = try choose([Self.target("a")], order, jitter: 0.5).get()
    #expect(choice.target.id == "a" && choice.wait == .milliseconds(125))
    let later = try choose([Self.target("a")], AttemptOrder(number: 9, failed: ["a"]), jitter: 0.999).get()
    #expect(later.wait <= .seconds(8) && later.wait > .seconds(7))
  }

  @Test func `shares the work between the keys of one place`() throws {
    let keys = [Self.target("k1"), Self.target("k2"), Self.target("k3"), Self.target("spare", rank: 1)]
    let asked = try (0..<30).map { _ in try choose(keys).get().target.id }
    for key in ["k1", "k2", "k3"] { #expect(asked.count { $0 == key } == 10) }
  }

  @Test func `never asks again whom the order excludes`() {
    let order = AttemptOrder(number: 2, failed: ["a"], excluded: ["a"])
    #expect(throws: NoTarget.unable) { try choose([Self.target("a")], order).get() }
  }

  @Test func `leaves out who cannot go on, or cannot see`() throws {
    let targets = [
      Self.target("blind", hasVision: false), Self.target("mute", rank: 1),
      Self.target("able", rank: 2, .userContinue),
    ]
    #expect(try choose(targets, vision: true).get().target.id == "mute")
    let choice = try choose(targets, AttemptOrder(number: 2, continuing: "Hel")).get()
    #expect(choice.target.id == "able" && choice.mode == .userContinue)
    #expect(throws: NoTarget.unable) {
      try choose(Array(targets[..<2]), AttemptOrder(number: 2, continuing: "Hel")).get()
    }
  }

  @Test func `learns that a model does not take a beginning, and asks in the other way`() throws {
    let targets = [Self.target("a", .prefill)]
    let order = AttemptOrder(number: 2, continuing: "Hel")
    let first = try choose(targets, order).get()
    #expect(first.mode == .prefill)
    board.noteEnd(
      first, .failed(ProviderError(.refused, detail: "x", status: 400), hasContent: false), at: at(0),
      jitter: 0.5)
    #expect(try choose(targets, AttemptOrder(number: 3, continuing: "Hel")).get().mode == .userContinue)
    // A conversation that is refused for another reason teaches nothing.
    let other = [Self.target("b", .prefill)]
    let plain = try choose(other).get()
    board.noteEnd(
      plain, .failed(ProviderError(.refused, detail: "x", status: 400), hasContent: false), at: at(0),
      jitter: 0.5)
    #expect(try choose(other, order).get().mode == .prefill)
  }

  @Test func `leaves a target alone for as long as it asks for`() throws {
    let targets = [Self.target("a"), Self.target("b", rank: 1)]
    try fail(targets, .overload, retryAfter: .seconds(20))
    #expect(try choose(targets, at: 19_999).get().target.id == "b")
    #expect(try choose(targets, at: 20_000).get().target.id == "a")
  }

  @Test func `waits for a target that is the only one, up to half a minute`() throws {
    let targets = [Self.target("a")]
    let again = AttemptOrder(number: 2, failed: ["a"])
    try fail(targets, .overload, retryAfter: .seconds(20))
    let wait = try choose(targets, again).get().wait
    #expect(wait >= .seconds(20) && wait <= .seconds(22))
    try fail([Self.target("b")], .overload, retryAfter: .seconds(40))
    #expect(throws: NoTarget.closedOff(.seconds(40))) {
      try choose([Self.target("b")], AttemptOrder(number: 2, failed: ["b"])).get()
    }
  }

  @Test func `waits for a target that wants to be left alone for a while, though it has not asked it yet`()
    throws
  {
    let targets = [Self.target("a")]
    try fail(targets, .overload, retryAfter: .seconds(2))
    let first = try choose(targets, at: 500).get()
    #expect(first.wait >= .milliseconds(1500) && first.wait <= .milliseconds(1700))
    #expect(try choose(targets, at: 2000).get().wait == .zero)
  }

  @Test func `is not kept from a target by a clock that was put back`() throws {
    let targets = [Self.target("a")]
    try fail(targets, .overload, at: 10_000_000, retryAfter: .seconds(20))
    #expect(try choose(targets, at: 0).get().wait == .zero)
  }

  @Test func `what is heard of a probe of an earlier opening says nothing of the next one`() throws {
    let targets = [Self.target("a"), Self.target("b", rank: 1)]
    try fail(targets, .server, times: 5)
    let first = try choose(targets, at: 5000).get()
    board.noteContent(first, after: .milliseconds(1), at: at(5000))
    let late = try choose(targets, at: 5000).get()
    let failing = try choose(targets, at: 5000).get()
    #expect(late.role == .probe && failing.role == .probe)
    let error = ProviderError(.server, detail: "x")
    board.noteEnd(failing, .failed(error, hasContent: false), at: at(5000), jitter: 0.5)
    let next = try choose(targets, at: 13_000).get()
    #expect(next.target.id == "a" && next.role == .probe)
    // The late one comes back well; there is still one probe under way, and no other goes through.
    board.noteContent(late, after: .milliseconds(1), at: at(13_000))
    #expect(try choose(targets, at: 13_000).get().target.id == "b")
  }

  @Test(arguments: [false, true])
  func `closes a target off that fails, before or after its first word`(hasContent: Bool) throws {
    let targets = [Self.target("a"), Self.target("b", rank: 1)]
    try fail(targets, .server, times: 5, hasContent: hasContent)
    for time in stride(from: Int64(0), to: 5000, by: 100) {
      #expect(try choose(targets, at: time).get().target.id == "b")
    }
    let probe = try choose(targets, at: 5000).get()
    #expect(probe.target.id == "a" && probe.role == .probe)
    #expect(try choose(targets, at: 5000).get().target.id == "b", "one probe at a time")
  }

  @Test(arguments: [ProviderError.Kind.refused, .limit])
  func `does not close a target off for what it was asked`(kind: ProviderError.Kind) throws {
    let targets = [Self.target("a"), Self.target("b", rank: 1)]
    try fail(targets, kind, times: 20)
    #expect(try choose(targets).get().target.id == "a")
  }

  @Test func `lets one in ten through to the only target there is, and one a second`() throws {
    let targets = [Self.target("a")]
    try fail(targets, .server, times: 5)
    var through = 0
    var random = SplitMix(state: 7)
    for number in 0..<1000 {
      // Within one second, so that only the lot decides behind the first.
      let jitter = random.fraction()
      let chosen = choose(targets, at: Int64(number / 2), jitter: jitter)
      guard case .success(let choice) = chosen else { continue }
      #expect(choice.role == .lastResort)
      through += 1
    }
    #expect((60...140).contains(through))
    // A single user is not kept waiting by a breaker.
    #expect(try choose(targets, at: 2000, jitter: 0.9).get().role == .lastResort)
    #expect(throws: NoTarget.closedOff(.milliseconds(2999))) {
      try choose(targets, at: 2001, jitter: 0.9).get()
    }
  }

  @Test func `I28 makes no more further attempts than the budget has`() throws {
    let targets = [Self.target("a"), Self.target("b", rank: 1)]
    for _ in 0..<50 { _ = try choose(targets).get() }
    let again = AttemptOrder(number: 2, failed: ["a"])
    let given = (0..<50).count { _ in (try? choose(targets, again).get()) != nil }
    #expect(given == 15)
    #expect(throws: NoTarget.budget) { try choose(targets, again).get() }
    // The first attempt of an owner that took a stream over counts as a request.
    #expect(throws: Never.self) {
      try choose(targets, AttemptOrder(number: 2, isFirstOfOwner: true)).get()
    }
  }

  /// An order that has waited for the only target there is.
  private static let waited: AttemptOrder = {
    var order = AttemptOrder(number: 2, failed: ["a"])
    order.waits = 1
    return order
  }()

  @Test func `I29 decides anew after a wait, in which a breaker may have opened`() throws {
    let targets = [Self.target("a")]
    #expect(try choose(targets, AttemptOrder(number: 2, failed: ["a"])).get().wait > .zero)
    try fail(targets, .server, times: 5)
    #expect(try choose(targets, Self.waited, at: 100).get().role == .lastResort)
    #expect(throws: NoTarget.closedOff(.milliseconds(4800))) {
      try choose(targets, Self.waited, at: 200, jitter: 0.9).get()
    }
  }

  @Test func `after a wait asks at once, or waits on for a target that wants to be left alone for longer`()
    throws
  {
    let targets = [Self.target("a")]
    #expect(try choose(targets, Self.waited).get().wait == .zero)
    try fail(targets, .overload, retryAfter: .seconds(20))
    var order = Self.waited
    #expect(try choose(targets, order).get().wait >= .seconds(20))
    order.waits = 3
    #expect(throws: NoTarget.closedOff(.seconds(20))) { try choose(targets, order).get() }
  }

  @Test func `I28 counts an attempt when it is made, not when its wait begins`() throws {
    let targets = [Self.target("a")]
    for _ in 0..<30 {
      #expect(try choose(targets, AttemptOrder(number: 2, failed: ["a"])).get().wait > .zero)
    }
    #expect(board.budgetLeft(at: at(0)) == 10 && board.states(of: targets).map(\.state.waiting) == [0])
    for _ in 0..<10 { #expect(try choose(targets, Self.waited).get().wait == .zero) }
    #expect(throws: NoTarget.budget) { try choose(targets, Self.waited).get() }
    #expect(throws: NoTarget.budget, "nobody waits to be told so") {
      try choose(targets, AttemptOrder(number: 2, failed: ["a"])).get()
    }
  }

  @Test(arguments: [0, 1, 3]) func `I28 has the floor that is configured`(floor: Int) throws {
    var configuration = EngineConfiguration()
    configuration.retriesPerSecond = floor
    let board = TargetBoard(limits: TargetBoard.Limits(configuration))
    #expect(board.budgetLeft(at: at(0)) == floor)
  }

  @Test func `prefers a target that has room, and refuses nobody when none has`() throws {
    let targets = [Self.target("a"), Self.target("b", rank: 1)]
    let asked = try (0..<60).map { _ in try choose(targets).get().target.id }
    #expect(asked[..<20].allSatisfy { $0 == "a" } && asked[20..<40].allSatisfy { $0 == "b" })
    #expect(asked[40...].allSatisfy { $0 == "a" })
  }

  @Test func `counts nobody as waiting who has come to an end`() throws {
    let targets = [Self.target("a")]
    for number in 0..<4000 {
      let choice = try choose(targets, at: Int64(number)).get()
      switch number % 4 {
      case 0:
        board.noteContent(choice, after: .milliseconds(1), at: at(0))
        board.noteEnd(choice, .finished, at: at(0), jitter: 0)
      case 1: board.noteEnd(choice, .cancelled(hasContent: false), at: at(0), jitter: 0)
      case 2:
        board.noteContent(choice, after: .milliseconds(1), at: at(0))
        board.noteEnd(choice, .cancelled(hasContent: true), at: at(0), jitter: 0)
      default:
        let error = ProviderError(.refused, detail: "x")
        board.noteEnd(choice, .failed(error, hasContent: false), at: at(0), jitter: 0)
      }
    }
    #expect(board.states(of: targets).map(\.state.waiting) == [0])
  }
}
