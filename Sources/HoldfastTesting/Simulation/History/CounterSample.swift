package import HoldfastModel

/// What the counters of one process say at one moment.
package struct CounterSample: Sendable, Hashable {
  /// Whose counters they are.
  package var process: String
  /// How many streams the process began to fill.
  package var started: Int
  /// How many ended, by state.
  package var ended: [TerminalState: Int]
  /// How many it gave up without an end.
  package var lost: Int
  /// Whether nothing runs any more, so that what was started must have ended or be lost.
  package var isAtRest: Bool

  package init(process: String, started: Int, ended: [TerminalState: Int], lost: Int, isAtRest: Bool) {
    self.process = process
    self.started = started
    self.ended = ended
    self.lost = lost
    self.isAtRest = isAtRest
  }
}
