/// How a model is asked to go on with a reply that was cut.
public enum ContinuationMode: String, Sendable, Hashable, CaseIterable {
  /// The reply so far is the beginning of its own answer, which it goes on writing.
  case prefill
  /// The reply so far is an answer of its own, after which the user asks it to go on.
  case userContinue = "user-continue"
  /// It cannot be asked.
  case none
}
