import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct ScriptedProviderTests {
  private let clock = InstantClock()

  private func provider(_ replies: Scenario.Reply...) -> ScriptedProvider {
    ScriptedProvider(scenario: Scenario(replies: replies), clock: clock)
  }

  @Test func `steps become events in order and in time`() async throws {
    let scripted = provider(
      Scenario.Reply(steps: [
        .model("m"), .reasoning("r{n} ", repeat: 2, every: .milliseconds(10)), .delay(.seconds(1)),
        .text("{n}-{n} ", repeat: 3, every: .milliseconds(20)), .text("{n}"), .text("never", repeat: 0),
        .source(url: "u", title: "t"), .data(name: "d", value: 1, id: "i", transient: true),
        .usage(Usage(inputTokens: 1)), .finish(.length),
      ]))
    let outcome = await scripted.outcome()
    #expect(
      outcome.events == [
        .model("m"), .reasoningDelta("r0 "), .reasoningDelta("r1 "), .textDelta("0-0 "), .textDelta("1-1 "),
        .textDelta("2-2 "), .textDelta("0"), .source(url: "u", title: "t"),
        .data(name: "d", value: 1, id: "i", transient: true), .usage(Usage(inputTokens: 1)), .finish(.length),
      ])
    #expect(outcome.error == nil)
    #expect(
      clock.sleeps == [.milliseconds(10), .seconds(1), .milliseconds(20), .milliseconds(20)])
  }

  @Test func `tool calls are whole or in pieces`() async throws {
    let scripted = provider(
      Scenario.Reply(steps: [
        .tool(id: "a", name: "f", input: ["x": 1]), .toolDelta(id: "b", name: "g", fragments: ["{", "}"]),
        .toolDelta(id: "c", name: "h", fragments: [#"{"x"#]), .tool(id: "d", name: "f", input: [:]),
        .toolDelta(id: "e", name: "h", fragments: []), .finish(.toolCalls),
      ]))
    #expect(
      await scripted.outcome().events == [
        .toolCallStart(index: 0, id: "a", name: "f"), .toolCallDelta(index: 0, argumentsDelta: #"{"x":1}"#),
        .toolCallEnd(index: 0),
        .toolCallStart(index: 1, id: "b", name: "g"), .toolCallDelta(index: 1, argumentsDelta: "{"),
        .toolCallDelta(index: 1, argumentsDelta: "}"), .toolCallEnd(index: 1),
        .toolCallStart(index: 2, id: "c", name: "h"), .toolCallDelta(index: 2, argumentsDelta: #"{"x"#),
        .toolCallEnd(index: 2),
        .toolCallStart(index: 3, id: "d", name: "f"), .toolCallDelta(index: 3, argumentsDelta: "{}"),
        .toolCallEnd(index: 3), .toolCallStart(index: 4, id: "e", name: "h"), .toolCallEnd(index: 4),
        .finish(.toolCalls),
      ])
  }

  @Test(arguments: ["", "0 1", "0 1 2 ", "0 1 2 the en", "0 1 2 the end", "something else"])
  func `it goes on behind what an attempt before has said, without the waits`(said: String) async throws {
    let steps: [Scenario.Step] = [
      .reasoning("hm"), .delay(.seconds(1)), .text("{n} ", repeat: 3, every: .seconds(1)), .text("the end"),
      .finish(.stop),
    ]
    let scripted = ScriptedProvider(
      scenario: Scenario(replies: [Scenario.Reply(steps: steps)]), continuation: .prefill, clock: clock)
    var request = ModelRequest(messages: [])
    request.continuing = ModelRequest.Continuation(text: said, mode: .prefill)
    var text = ""
    var hasThought = false
    try await scripted.reply(to: request) { event in
      if case .textDelta(let delta) = event { text += delta }
      if case .reasoningDelta = event { hasThought = true }
    }
    let whole = "0 1 2 the end"
    #expect(text == (whole.hasPrefix(said) ? String(whole.dropFirst(said.count)) : whole))
    #expect(hasThought == said.isEmpty)
    if said.hasPrefix("0 1 2 ") { #expect(clock.sleeps == []) }
  }

  @Test func `a scenario without a finish is cut, a failure is thrown`() async throws {
    let scripted = provider(
      Scenario.Reply(times: 1, steps: [.text("a")]),
      Scenario.Reply(steps: [.text("b"), .fail(ProviderError(.stall, detail: "d")), .text("never")]))
    let cut = await scripted.outcome()
    #expect(cut.events == [.textDelta("a")])
    #expect(cut.failure?.kind == .cut)
    let failed = await scripted.outcome()
    #expect(failed.events == [.textDelta("b")])
    #expect(failed.failure == ProviderError(.stall, detail: "d"))
    #expect(scripted.callCount == 2)
  }

  @Test func `the first reply that matches answers, as often as it may`() async throws {
    let scripted = provider(
      Scenario.Reply(match: "rain", times: 2, steps: [.text("wet"), .finish(.stop)]),
      Scenario.Reply(match: "rain", steps: [.text("dry"), .finish(.stop)]),
      Scenario.Reply(match: "sun", steps: [.text("warm"), .finish(.stop)]))
    var answers: [ProviderEvent?] = []
    for text in ["sun", "the rain", "rain", "rain", "snow", ""] {
      let request = ModelRequest(messages: [.user("rain"), .user(text), .assistant([.text("sun")])])
      answers.append(await scripted.outcome(of: request).events.first)
    }
    #expect(
      answers == [
        .textDelta("warm"), .textDelta("wet"), .textDelta("wet"), .textDelta("dry"),
        .textDelta("You said: snow"), .textDelta("You sent no text."),
      ])
    #expect(scripted.callCount == 6)
  }

  @Test func `without a scenario there is a demonstration`() async throws {
    let scripted = ScriptedProvider(clock: clock)
    #expect(scripted.name == "scripted")
    #expect(scripted.model == "scripted-1")
    let outcome = await scripted.outcome()
    let summary = ReplySummary(outcome.events)
    #expect(summary.text.contains("**no model**"))
    #expect(summary.text.split(separator: "\n\n").count > 3)
    #expect(summary.finish == "stop")
    #expect(outcome.error == nil)
    #expect(clock.now.offset > .seconds(1))
  }

  @Test func `a scenario is given up when it is cancelled`() async throws {
    let scripted = ScriptedProvider(
      scenario: Scenario(replies: [
        Scenario.Reply(match: "wait", steps: [.text("a"), .delay(.seconds(1_000_000)), .finish(.stop)]),
        Scenario.Reply(steps: [.text("b", repeat: .max), .finish(.stop)]),
      ]))
    for text in ["wait", "go"] {
      let events = Signal<ProviderEvent>()
      let call = Task {
        try await scripted.reply(to: ModelRequest(messages: [.user(text)])) { events.send($0) }
      }
      _ = await events.wait()
      call.cancel()
      await #expect(throws: CancellationError.self) { try await call.value }
    }
  }

  @Test func `what the reader of events throws comes back as it is`() async throws {
    let scripted = provider(Scenario.Reply(steps: [.text("a"), .finish(.stop)]))
    let outcome = await scripted.outcome { _ in throw Unexpected("mine") }
    #expect(outcome.events == [.textDelta("a")])
    #expect(outcome.error is Unexpected)
  }
}
