import HoldfastModel
import HoldfastProviders
import Testing

/// Plays what real providers sent, from a folder that a variable names: it is not part of this project.
@Suite(
  .enabled(if: Recording.folder != nil, "HOLDFAST_RECORDED does not name the folder of recorded streams"),
  .timeLimit(.minutes(5)))
struct RecordedStreamTests {
  @Test(arguments: Recording.API.allCases) func `there are recordings of each API`(_ api: Recording.API) {
    #expect(!Recording.names(of: api).isEmpty)
  }

  @Test(arguments: Recording.names) func `a recorded stream arrives complete and in order`(
    _ name: Recording.Name
  ) async throws {
    let recording = try Recording(name)
    let outcome = try await recording.play([.head(), .body(recording.bytes), .end])
    #expect(outcome.error == nil)
    #expect(ReplySummary(outcome.events) == ReplySummary(recording))
    #expect(outcome.events.last.map { if case .finish = $0 { true } else { false } } == true)
  }

  @Test(arguments: Recording.names) func `a recorded stream gives the same events however it is cut`(
    _ name: Recording.Name
  ) async throws {
    let recording = try Recording(name)
    let whole = try await recording.play([.head(), .body(recording.bytes), .end])
    #expect(whole.events.count > 1)
    for slice in [1, 2, 3, 61, 4093] {
      let cut = try await recording.play([.head(), .body(recording.bytes, slice: slice), .end])
      #expect(cut.events == whole.events, "slices of \(slice)")
      #expect(cut.error == nil)
    }
  }

  @Test(arguments: Recording.names) func `a recorded stream that breaks off is never a finish`(
    _ name: Recording.Name
  ) async throws {
    let recording = try Recording(name)
    let before = try #require(recording.beforeFinish).map(\.text)
    let outcome = try await recording.play([.head(), .body(UpstreamAct.events(before)), .close])
    #expect(outcome.failure?.kind == .cut)
    #expect(!outcome.events.contains { if case .finish = $0 { true } else { false } })
  }

  // MARK: What is special about some of them

  @Test func `a recorded refusal is a refusal without text`() async throws {
    let events = try await events(of: "anthropic-refusal.chunks.txt")
    #expect(
      events == [
        .model("claude-fable-5"), .usage(Usage(inputTokens: 18)),
        .usage(Usage(inputTokens: 18, outputTokens: 5)), .finish(.refusal),
      ])
  }

  @Test func `recorded thinking is reasoning, and comes before the text`() async throws {
    let reply = ReplySummary(try await events(of: "anthropic-clear-thinking.1.chunks.txt"))
    #expect(reply.reasoning.hasPrefix("The previous result was 925. Now"))
    #expect(reply.text.hasSuffix("= 185"))
    #expect(reply.order == ["reasoning", "text", "finish"])
    #expect(reply.inputTokens == 69)
    #expect(reply.outputTokens == 53)
  }

  @Test func `a recorded tool call without arguments has none`() async throws {
    let reply = ReplySummary(try await events(of: "anthropic-tool-no-args.chunks.txt"))
    #expect(reply.calls == [.init(id: "toolu_01QE1WLsSVp5hy5Q3GmGTmjP", name: "updateIssueList")])
    #expect(reply.finish == "tool-calls")
    #expect(reply.order == ["text", "call 0", "end 0", "finish"])
  }

  @Test func `a recorded stream that starts twice is one reply`() async throws {
    let events = try await events(of: "duplicate-message-start.chunks.txt")
    #expect(
      events == [
        .model("claude-3-haiku-20240307"), .usage(Usage(inputTokens: 17)), .textDelta("Hello, World!"),
        .usage(Usage(inputTokens: 17, outputTokens: 227)), .finish(.stop),
      ])
  }

  private func events(of file: String) async throws -> [ProviderEvent] {
    let recording = try Recording(Recording.Name(api: .messages, file: file))
    let outcome = try await recording.play([.head(), .body(recording.bytes), .end])
    #expect(outcome.error == nil)
    return outcome.events
  }
}
