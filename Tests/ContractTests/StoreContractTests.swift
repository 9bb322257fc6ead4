import HoldfastStores
import HoldfastTesting
import Testing

// One case after the other: a case has a time limit, and would share the disk with all others.
@Suite("Contracts", .serialized, .timeLimit(.minutes(1)))
struct StoreContractTests {
  @Test(
    "Every conversation store keeps its contract",
    arguments: conversationStores, ConversationStoreContract.cases)
  func conversationStore(
    adapter: StoreAdapter<any ConversationStore>, contractCase: ContractCase<any ConversationStore>
  ) async throws {
    try await prove(contractCase, of: adapter)
  }

  @Test(
    "Every stream log keeps its contract",
    arguments: streamLogs, StreamLogContract.cases)
  func streamLog(
    adapter: StoreAdapter<StreamLogSubject>, contractCase: ContractCase<StreamLogSubject>
  ) async throws {
    try await prove(contractCase, of: adapter)
  }

  /// Runs a case on a subject of its own; a violation is reported where the expectation stands.
  private func prove<Subject>(
    _ contractCase: ContractCase<Subject>, of adapter: StoreAdapter<Subject>
  ) async throws {
    do {
      try await adapter.withSubject { try await contractCase.run($0) }
    } catch let violation as ContractViolation {
      let place = SourceLocation(
        fileID: violation.fileID, filePath: violation.fileID, line: violation.line, column: 1)
      Issue.record(
        "\(adapter.name), \(contractCase.rule.name): \(contractCase.name): \(violation.message)",
        sourceLocation: place)
    }
  }
}
