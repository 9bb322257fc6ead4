import HoldfastModel
import HoldfastStores

/// What a user and a developer are told of a provider that failed: each class of failure has a code and words of its own.
enum ProviderFailure {
  private struct Words {
    var kind: ChatError.Kind = .modelUnavailable
    var status = 503
    var code: ChatError.Code
    var isRetryable = true
    /// When nothing was delivered.
    var before: String
    /// When the reply broke off.
    var after: String
  }

  /// The error of a failure.
  ///
  /// - Parameter hasContent: Whether a part of the reply was delivered, and is kept.
  static func error(for failure: StreamOutcome.Failure, hasContent: Bool) -> ChatError {
    let words = words(for: failure.kind)
    return ChatError(
      words.kind, status: words.status, code: words.code, category: hasContent ? .stream : .model,
      severity: hasContent ? .recoverable : words.isRetryable ? .transient : .fatal, source: .provider,
      isRetryable: words.isRetryable, detail: "\(failure.kind.rawValue): \(failure.detail)",
      message: hasContent ? "\(words.after) What was written so far is kept." : words.before)
  }

  private static func words(for kind: ProviderError.Kind) -> Words {
    switch kind {
    case .overload:
      Words(
        code: .providerOverloaded, before: "The model is busy. Please try again in a moment.",
        after: "The model was too busy to finish its reply.")
    case .transport:
      Words(
        code: .providerUnreachable, before: "The model can't be reached. Please try again.",
        after: "The connection to the model was lost in the middle of its reply.")
    case .server:
      Words(
        code: .providerError, before: "The model did not answer. Please try again.",
        after: "The model failed in the middle of its reply.")
    case .malformed:
      Words(
        code: .providerMalformed, before: "The model's answer could not be read. Please try again.",
        after: "The rest of the model's reply could not be read.")
    case .configuration:
      Words(
        code: .providerMisconfigured, isRetryable: false,
        before: "The model can't be used right now. The operator of this server has to look at it.",
        after: "The model can't be used any more. The operator of this server has to look at it.")
    case .refused:
      Words(
        kind: .invalidRequest, status: 422, code: .providerRefused, isRetryable: false,
        before: "The model did not accept this conversation. It may be too long; try a new one.",
        after: "The model did not accept the conversation any more.")
    case .cut:
      Words(
        code: .providerCut, before: "The model's answer broke off before it began. Please try again.",
        after: "The model stopped in the middle of its reply.")
    case .stall:
      Words(
        kind: .timeout, status: 504, code: .providerStalled,
        before: "The model did not answer in time. Please try again.",
        after: "The model fell silent in the middle of its reply.")
    case .limit:
      Words(
        code: .replyTooLong, isRetryable: false, before: "The model took too long to answer.",
        after: "The reply was ended because it had become too long.")
    }
  }
}
