public import HoldfastStores

/// What every implementation of `ConversationStore` must pass.
///
/// Each case is given a store of its own that is empty, and leaves what it wrote.
public enum ConversationStoreContract {
  /// All cases.
  public static let cases: [ContractCase<any ConversationStore>] = themes.flatMap { $0 }

  private static let themes = [
    sessionCases, messageCases, orderCases, supersedingCases, repeatCases, principalCases, concurrencyCases,
    otherTurnConcurrencyCases, lookUpCases, moveCases, unloggedCases, settlingCases, refusalCases,
    pointerCases,
    contentCases, nameCases, listCases, deletionCases, draftCases, errorCases, editCases, regenerationCases,
    continuationCases, retryCases, cutCases, restoringCases, keyCases, yieldCases, segmentCases, upkeepCases,
    quotaCases, quotaListCases, quotaConcurrencyCases, effectCases, tombstoneCases,
  ]

  /// Makes a case; the types of the lists stay simple this way.
  static func proves(
    _ rule: ConversationStoreRule, _ name: String,
    _ run: @escaping @Sendable (any ConversationStore) async throws -> Void
  ) -> ContractCase<any ConversationStore> {
    ContractCase(name, rule: rule, run: run)
  }
}
