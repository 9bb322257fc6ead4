package import HoldfastModel

/// Told what the public port does, so that it can be counted.
package protocol HTTPObserver: Sendable {
  /// Takes one event; called from any task, so it must be quick and may not wait.
  func observe(_ event: HTTPEvent)
}

/// The observer of a port that nobody watches.
package struct NoHTTPObserver: HTTPObserver {
  /// Makes one.
  package init() {}
  /// Does nothing.
  package func observe(_ event: HTTPEvent) {}
}

/// What the public port does that is counted.
package enum HTTPEvent: Sendable, Hashable {
  /// A request is answered: the head of the answer is decided; the code is that of an error answer.
  ///
  /// A request that was cancelled before is not answered.
  case answered(AnsweredRoute, status: Int, code: ChatError.Code?)
  /// A connection is closed because its client took nothing of what was written for as long as the deadline.
  case slowReaderClosed
}
