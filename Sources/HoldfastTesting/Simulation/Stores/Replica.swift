import HoldfastModel

/// A copy of a store's contents that lags behind, and knows what it must not be asked for.
struct Replica<Contents: Sendable>: Sendable {
  private struct Version {
    var contents: Contents
    var number: Int
    var time: Duration
  }

  private var versions: [Version]
  private let lag: Duration
  /// The last write about each session that somebody was told of.
  private var tokens: [SessionID: Int] = [:]

  init(_ contents: Contents, lag: Duration) {
    versions = [Version(contents: contents, number: 0, time: .zero)]
    self.lag = lag
  }

  /// Takes what was synced, to show it later.
  mutating func add(_ contents: Contents, number: Int, at time: Duration) {
    // The newest that is old enough to be shown, and all that are newer.
    while versions.count > 1, versions[1].time + lag <= time { versions.removeFirst() }
    versions.append(Version(contents: contents, number: number, time: time))
  }

  /// Notes that somebody was told of a write.
  mutating func note(_ session: SessionID, _ number: Int) {
    tokens[session] = max(tokens[session] ?? 0, number)
  }

  /// What the replica has, if it has all that was acknowledged about a session.
  func contents(at time: Duration, about session: SessionID, ignoringToken: Bool) -> Contents? {
    guard let version = versions.last(where: { $0.time + lag <= time }) else { return nil }
    return ignoringToken || version.number >= (tokens[session] ?? 0) ? version.contents : nil
  }

  /// Begins anew after a crash.
  mutating func restart(_ contents: Contents, number: Int, at time: Duration) {
    versions = [Version(contents: contents, number: number, time: time)]
    for session in tokens.keys { tokens[session] = number }
  }
}
