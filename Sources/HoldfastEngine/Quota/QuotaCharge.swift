import HoldfastModel
package import HoldfastStores

/// What a reply costs: the policy, as data.
///
/// What was delivered counts, however the reply ended, and what brought nothing costs nothing (I22). A turn is one
/// message, however many streams its reply has; its tokens are those that the models read and wrote for what was
/// delivered, in every stream.
package enum QuotaCharge {
  /// What a stream costs; `nil` for nothing.
  package static func amount(of outcome: StreamOutcome, hasContent: Bool) -> QuotaAmount? {
    guard hasContent else { return nil }
    return QuotaAmount(messages: 1, tokens: tokens(of: outcome.usage))
  }

  /// What a saved message costs whose stream is not there any more.
  package static func amount(of message: StoredMessage) -> QuotaAmount {
    QuotaAmount(messages: 1, tokens: tokens(of: message.usage))
  }

  private static func tokens(of usage: Usage?) -> Int {
    let (sum, isTooLarge) = max(0, usage?.inputTokens ?? 0).addingReportingOverflow(
      max(0, usage?.outputTokens ?? 0))
    return isTooLarge ? .max : sum
  }
}

extension QuotaEnd {
  /// The end that a charge stands for.
  package init(_ charge: QuotaAmount?) { self = charge.map { .committed($0) } ?? .released }
}
