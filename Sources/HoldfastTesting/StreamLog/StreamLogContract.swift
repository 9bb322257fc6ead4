import HoldfastStores

/// What every implementation of `StreamLog` must pass.
///
/// Each case is given a log of its own that is empty, and leaves what it wrote.
public enum StreamLogContract {
  /// All cases, by theme.
  public static let cases: [ContractCase<StreamLogSubject>] =
    creationCases + appendCases + repeatCases + fencingCases + batchCases + outcomeCases + endCases
    + endRequestCases + leaseCases + takeOverCases + markCases + listCases + trimCases + readingCases
    + contentCases + errorCases + effectCases + effectListCases

  /// Makes a case that needs no clock.
  static func proves(
    _ rule: StreamLogRule, _ name: String, _ run: @escaping @Sendable (any StreamLog) async throws -> Void
  ) -> ContractCase<StreamLogSubject> {
    ContractCase(name, rule: rule) { try await run($0.log) }
  }

  /// Makes a case in which time passes.
  static func provesInTime(
    _ rule: StreamLogRule, _ name: String,
    _ run:
      @escaping @Sendable (any StreamLog, _ advance: (Duration) async throws -> Void) async throws -> Void
  ) -> ContractCase<StreamLogSubject> {
    ContractCase(name, rule: rule) { try await run($0.log, $0.advance) }
  }
}
