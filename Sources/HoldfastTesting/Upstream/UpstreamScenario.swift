/// What a ``ScriptedUpstream`` does with one request: a reply, how it is cut into pieces, and what goes wrong with it.
public struct UpstreamScenario: Sendable, Hashable {
  /// The whole reply; one that is gone on with goes on behind what it is given of it.
  public var text: String
  /// What goes wrong; `nil` for nothing.
  public var fault: UpstreamFault?
  /// Which variant of the fault.
  public var variant = 0
  /// How many characters of the reply come before it goes wrong.
  public var cut = 40
  /// How many characters an event has.
  public var deltaLength = 7
  /// How many bytes are written at once; `nil` for an event at once.
  public var writeLength: Int?
  /// How long is waited before each event, and before an answer that is an error.
  public var pace: Duration = .zero
  /// For how long the upstream wants to be left alone, where it says so.
  public var retryAfter: Int = 1

  /// Makes a scenario.
  public init(text: String, fault: UpstreamFault? = nil, variant: Int = 0) {
    self.text = text
    self.fault = fault
    self.variant = variant
  }

  /// A reply of so many words, with something wrong or not.
  public init(words: Int = 40, fault: UpstreamFault? = nil, variant: Int = 0) {
    let text = fault == .controlText ? UpstreamText.control : UpstreamText.words(words)
    self.init(text: text, fault: fault, variant: variant)
  }
}
