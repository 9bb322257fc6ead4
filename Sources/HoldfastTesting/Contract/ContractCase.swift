/// One case of a contract suite: proves a rule for an implementation, or throws.
///
/// Each case is given a subject of its own that holds nothing. Run it in whatever test framework is at hand:
///
/// ```swift
/// for contractCase in ConversationStoreContract.cases {
///   try await contractCase.run(MyStore(at: emptyFolder()))
/// }
/// ```
public struct ContractCase<Subject: Sendable>: Sendable {
  /// What holds for every implementation, as a sentence.
  public let name: String
  /// The rule of the contract that the case belongs to.
  public let rule: any ContractRule
  /// Tries it.
  ///
  /// Throws a ``ContractViolation`` when the subject breaks the rule, and whatever the subject threw unexpectedly.
  public let run: @Sendable (Subject) async throws -> Void

  /// Makes a case.
  public init(
    _ name: String, rule: any ContractRule, run: @escaping @Sendable (Subject) async throws -> Void
  ) {
    self.name = name
    self.rule = rule
    self.run = run
  }
}

extension ContractCase: CustomStringConvertible {
  /// The name, for lists of tests.
  public var description: String { name }
}
