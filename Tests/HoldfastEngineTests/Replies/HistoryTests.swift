import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `What a provider is told` {
  /// Plays turns whose replies are the texts, and returns what the provider is asked in the last one.
  private func lastQuestion(
    after replies: [String], _ change: (inout EngineConfiguration) -> Void = { _ in }
  ) async throws -> StepProvider.Call {
    let stores = Stores.inMemory()
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick(change)
    return try await withEngine(on: stores, provider, configuration: configuration, system: "Be brief.") {
      engine in
      for (turn, reply) in replies.enumerated() {
        let handle = try await engine.start(.says("question \(turn)", id: "u\(turn)"))
        let call = try await provider.call(turn)
        if !reply.isEmpty { call.say(reply) }
        if reply.isEmpty { call.fail(.server) } else { call.finish() }
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
      }
      _ = try await engine.start(.says("last", id: "last"))
      return try await provider.call(replies.count)
    }
  }

  @Test func `is all that was said, in order, after the instructions`() async throws {
    let call = try await lastQuestion(after: ["answer 0", "answer 1"])
    #expect(
      call.conversation == [
        "user: question 0", "assistant: answer 0", "user: question 1", "assistant: answer 1", "user: last",
      ])
    #expect(call.request.system == "Be brief.")
  }

  @Test func `is nothing of a reply that failed`() async throws {
    let call = try await lastQuestion(after: ["", "answer 1"])
    #expect(
      call.conversation == ["user: question 0", "user: question 1", "assistant: answer 1", "user: last"])
  }

  @Test func `leaves out the oldest beyond its bytes, and begins with the user`() async throws {
    let long = String(repeating: "x", count: 400)
    let call = try await lastQuestion(after: [long, long, "short"]) { $0.historyBytes = 500 }
    #expect(call.conversation == ["user: question 2", "assistant: short", "user: last"])
    let answerFits = try await lastQuestion(after: ["short"]) { $0.historyBytes = 120 }
    #expect(answerFits.conversation == ["user: last"], "a reply without its question is not sent")
  }

  @Test func `is the last message at least, however long`() async throws {
    let call = try await lastQuestion(after: ["answer"]) { $0.historyBytes = 1 }
    #expect(call.conversation == ["user: last"])
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 3), (5, 5), (100, 5)])
  func `is no more than so many messages`(limit: Int, count: Int) async throws {
    let call = try await lastQuestion(after: ["answer 0", "answer 1"]) { $0.historyMessages = limit }
    #expect(call.conversation.count == count)
    #expect(call.conversation.last == "user: last" && call.conversation.first?.hasPrefix("user: ") == true)
  }

  @Test func `cannot be read: the reply fails, and can be asked for again`() async throws {
    let (stores, conversations) = Stores.inMemory().withFaultyConversations()
    conversations.plan.set(.before(.unavailable), on: .messages)
    let provider = StepProvider()
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      let transcript = try await handle.readAll()
      #expect(transcript.types == ["start", "error"])
      #expect(transcript.error?["retryable"] == true)
      #expect(try await stores.settled(handle.stream).state == .failed)
      #expect(provider.callCount == 0)
    }
  }
}
