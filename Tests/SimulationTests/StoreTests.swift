import HoldfastStores
import HoldfastTesting
import Testing

/// The simulated stores keep the contracts, so what is found in the simulation is the engine's doing.
@Suite("Simulated stores", .timeLimit(.minutes(5)))
struct StoreTests {
  @Test("The simulated conversation store keeps its contract", arguments: ConversationStoreContract.cases)
  func conversationStore(contractCase: ContractCase<any ConversationStore>) throws {
    try StoreTrial.run(seed: 1) { conversations, _, _ in try await contractCase.run(conversations) }
  }

  @Test("The simulated stream log keeps its contract", arguments: StreamLogContract.cases)
  func streamLog(contractCase: ContractCase<StreamLogSubject>) throws {
    try StoreTrial.run(seed: 1) { _, log, _ in try await contractCase.run(log) }
  }
}
