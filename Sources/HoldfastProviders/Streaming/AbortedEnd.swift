import HoldfastModel

/// The reasons by which a server says that it gave an answer up before the model had come to its own end.
///
/// vLLM and SGLang end so when a request is taken from them, as on their way down; it looks like any other finish.
enum AbortedEnd {
  private static let reasons: Set<String> = ["abort", "aborted", "cancelled"]

  /// Refuses a reason that is no end of the model's own.
  static func check(_ reason: String?) throws(ProviderError) {
    guard let reason, reasons.contains(reason) else { return }
    throw ProviderError(.cut, detail: "the server gave the answer up: \(reason)")
  }
}
