import HoldfastModel
import Testing

/// Requests as the clients send them: each answer, what is stored, and what is charged.
@Suite(.timeLimit(.minutes(2)))
struct `Clients of the AI SDK` {
  @Test(arguments: ClientRow.all(ClientCase.messages))
  func `messages`(row: ClientRow) async throws { try await check(row) }

  @Test(arguments: ClientRow.all(ClientCase.retries))
  func `retries`(row: ClientRow) async throws { try await check(row) }

  @Test(arguments: ClientRow.all(ClientCase.tools))
  func `tools`(row: ClientRow) async throws { try await check(row) }

  @Test(arguments: ClientRow.all(ClientCase.tabs))
  func `two tabs`(row: ClientRow) async throws { try await check(row) }

  private func check(_ row: ClientRow) async throws {
    // One call more than there may be, so that it is counted and not taken for the last one.
    let provider = TestProvider(calls: row.row.calls + [.saying("one call too many")])
    let stores = TestStores.memory()
    try await TestServer.with(provider, stores: stores) { server in
      let visitor = server.visitor()
      try await row.row.seed?.store(for: visitor)
      var tabs = ["m", "n"].map { ChatClient(row.version, visitor, name: $0) }
      var answers: [String] = []
      for step in row.row.steps {
        if let answer = try await perform(step, in: &tabs) { answers.append(answer) }
        try await server.untilQuiet()
      }
      #expect(answers == row.row.answers)
      #expect(try await visitor.messages().map(StoredSummary.of) == row.row.stored)
      #expect(provider.callCount == row.row.calls.count)
      #expect(server.log.errors.isEmpty)
    }
  }

  private func perform(_ step: ClientCase.Step, in tabs: inout [ChatClient]) async throws -> String? {
    let tab = step.tab
    let before = tabs[tab].messages
    let answer: Answer
    switch step {
    case .load:
      try await tabs[tab].load()
      return nil
    case .send(let text, _): answer = try await tabs[tab].send(text)
    case .sendFile: answer = try await tabs[tab].send(nil, files: [ClientCase.file])
    case .edit(let id, let text, _): answer = try await tabs[tab].edit(id, text)
    case .sendAgain: answer = try await tabs[tab].sendAgain()
    case .repeated: answer = try await tabs[tab].visitor.send("POST", "/api/chat", .json(tabs[tab].lastBody))
    case .regenerate: answer = try await tabs[tab].regenerate()
    case .regenerateNamed(let index, _):
      answer = try await tabs[tab].regenerate(before[index]["id"]?.stringValue)
    case .answer(let call, let output, _): answer = try await tabs[tab].answer(call, output)
    case .fail(let call, let text, _): answer = try await tabs[tab].fail(call, text)
    case .approve(let call, let isApproved, _): answer = try await tabs[tab].approve(call, isApproved)
    }
    if answer.status != 200 { try ErrorShape.check(answer, status: answer.status) }
    return try AnswerSummary.of(answer, before: before)
  }
}

extension ClientCase.Step {
  fileprivate var tab: Int {
    switch self {
    case .send(_, let tab), .sendFile(let tab), .edit(_, _, let tab), .sendAgain(let tab), .repeated(let tab),
      .regenerate(let tab), .regenerateNamed(_, let tab), .answer(_, _, let tab), .fail(_, _, let tab),
      .approve(_, _, let tab), .load(let tab):
      tab
    }
  }
}
