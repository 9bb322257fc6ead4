public import HoldfastModel

/// What a ``ScriptedProvider`` answers, and when.
public struct Scenario: Sendable, Hashable {
  /// One answer.
  public struct Reply: Sendable, Hashable {
    /// Answers when the last text of the user contains this; `nil` answers anything.
    public var match: String?
    /// How often it answers before it is passed over; `nil` for ever.
    public var times: Int?
    /// Answers when so many steps have called tools and have their answers; `nil` after any number.
    ///
    /// 0 is the beginning. One that calls tools and has `nil` here calls them again after each answer.
    public var afterSteps: Int?
    /// What happens, in order.
    public var steps: [Step]

    /// Makes an answer.
    public init(match: String? = nil, times: Int? = nil, afterSteps: Int? = nil, steps: [Step]) {
      self.match = match
      self.times = times
      self.afterSteps = afterSteps
      self.steps = steps
    }
  }

  /// Something that happens in an answer.
  public enum Step: Sendable, Hashable {
    /// Nothing, for a while.
    case delay(Duration)
    /// Text, once or again and again.
    ///
    /// `{n}` in it is the number of the repetition, from 0; `{result}` what the tools of the step before
    /// answered.
    case text(String, repeat: Int = 1, every: Duration = .zero)
    /// Reasoning, likewise.
    case reasoning(String, repeat: Int = 1, every: Duration = .zero)
    /// A whole tool call; its arguments come at once, or in pieces of so many characters, with pauses.
    case tool(id: String, name: String, input: JSONValue, pieceLength: Int? = nil, every: Duration = .zero)
    /// A tool call in pieces. One whose pieces make no whole object stays open until the next call or the finish.
    case toolDelta(id: String, name: String, fragments: [String], every: Duration = .zero)
    /// A data part.
    case data(name: String, value: JSONValue, id: String? = nil, transient: Bool = false)
    /// A source.
    case source(url: String, title: String? = nil)
    /// What was used.
    case usage(Usage)
    /// The model that answers.
    case model(String)
    /// The attempt fails.
    case fail(ProviderError)
    /// The model's own end. What stands behind it is played too: models have done so.
    case finish(FinishReason)
  }

  /// The answers; the first that matches counts.
  public var replies: [Reply]

  /// Makes a scenario.
  public init(replies: [Reply]) { self.replies = replies }
}
