import HoldfastStores
import HoldfastTesting
import Testing

@Suite("Contract suites")
struct CoverageTests {
  @Test("Every rule of the conversation store has a case, and every case a rule of its own contract")
  func conversationStoreRules() {
    checkCoverage(of: ConversationStoreContract.cases, by: ConversationStoreRule.self, atLeast: 200)
  }

  @Test("Every rule of the stream log has a case, and every case a rule of its own contract")
  func streamLogRules() {
    checkCoverage(of: StreamLogContract.cases, by: StreamLogRule.self, atLeast: 50)
  }

  private func checkCoverage<Subject, Rule: ContractRule>(
    of cases: [ContractCase<Subject>], by type: Rule.Type, atLeast count: Int
  ) {
    #expect(cases.count >= count)
    #expect(cases.allSatisfy { $0.rule is Rule })
    let names = cases.map(\.name)
    #expect(Set(names).count == names.count, "two cases have the same name")
    for rule in Rule.allCases {
      let proofs = cases.filter { $0.rule.name == rule.name }.map(\.name)
      #expect(!proofs.isEmpty, "\(Rule.self).\(rule.name) has no case")
      // The table of what proves what, for whoever reads the output.
      print("\(Rule.self).\(rule.name): \(proofs.count)")
      for proof in proofs { print("  - \(proof)") }
    }
  }
}
