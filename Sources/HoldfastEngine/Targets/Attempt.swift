package import HoldfastModel

/// One call to one provider inside a run, as the run knows it.
package struct Attempt: Sendable, Equatable {
  /// Which attempt it is, from 1.
  package var number: Int
  /// What is asked, by its name.
  package var target: String
  /// The model that is asked, as configured.
  package var model: String
  /// How it is asked to go on; `nil` for a reply from its beginning.
  package var mode: ContinuationMode?
  /// How long it may take to its first content; `nil` for the run's time.
  package var firstChunkTimeout: Duration?
  /// How long it may pause between two events; `nil` for the run's time.
  package var betweenChunksTimeout: Duration?

  package init(
    number: Int = 1, target: String, model: String, mode: ContinuationMode? = nil,
    firstChunkTimeout: Duration? = nil, betweenChunksTimeout: Duration? = nil
  ) {
    self.number = number
    self.target = target
    self.model = model
    self.mode = mode
    self.firstChunkTimeout = firstChunkTimeout
    self.betweenChunksTimeout = betweenChunksTimeout
  }
}
