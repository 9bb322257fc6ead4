package import HoldfastModel

/// What a run wants asked: one more attempt at its reply.
package struct AttemptOrder: Sendable, Equatable {
  /// Which attempt it is, from 1.
  package var number: Int
  /// What the reply has said so far, when the attempt is to go on with it; `nil` for one from the beginning.
  package var continuing: String?
  /// The targets that have failed at this reply, the last one last: they are asked again only when there is no other.
  package var failed: [String]
  /// The targets that cannot answer this reply, whoever tries.
  package var excluded: Set<String>
  /// Whether it is the first attempt of this owner, so that it counts as a request and not as a further attempt.
  package var isFirstOfOwner: Bool
  /// What the message has said in its earlier steps, with the answers to its calls.
  package var said: [MessagePart]
  /// How often it was told to wait, and has waited.
  package var waits = 0

  package init(
    number: Int = 1, continuing: String? = nil, failed: [String] = [], excluded: Set<String> = [],
    isFirstOfOwner: Bool = false, said: [MessagePart] = []
  ) {
    self.number = number
    self.continuing = continuing
    self.failed = failed
    self.excluded = excluded
    self.said = said
    self.isFirstOfOwner = isFirstOfOwner || number == 1
  }
}
