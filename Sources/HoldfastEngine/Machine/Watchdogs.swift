package import HoldfastModel

/// Notices what does not come: the first chunk, the next one, the end, the end of an artifact.
///
/// A value without a clock: the time is given with each event.
package struct Watchdogs: Sendable, Equatable {
  /// How long is waited, and for what.
  package struct Limits: Sendable, Equatable {
    /// From asking a provider to its first content.
    package var firstChunk: Duration
    /// From one event of a provider to the next.
    package var betweenChunks: Duration
    /// From asking a provider to its end.
    package var wholeReply: Duration
    /// From one part of an artifact to the next.
    package var artifact: Duration

    package init(
      firstChunk: Duration, betweenChunks: Duration, wholeReply: Duration, artifact: Duration
    ) {
      self.firstChunk = firstChunk
      self.betweenChunks = betweenChunks
      self.wholeReply = wholeReply
      self.artifact = artifact
    }
  }

  /// What did not come.
  package enum Alarm: String, Sendable, Equatable, CaseIterable {
    case firstChunk = "first-chunk"
    case betweenChunks = "between-chunks"
    case wholeReply = "whole-reply"
    case artifact
  }

  private static let artifactNames: Set<String> = [
    "kind", "id", "title", "clear", "codeDelta", "diagramDelta", "textDelta",
  ]

  private let limits: Limits
  /// The times of the attempt that is watched.
  private var firstChunk, betweenChunks: Duration
  private let begunAt: Timestamp
  /// When the provider was asked.
  private var askedAt: Timestamp
  private var lastEventAt: Timestamp
  /// Whether nobody is asked at the moment.
  private var isPaused = false
  private var hasContent = false
  private var artifactAt: Timestamp?

  /// Begins to watch a provider that is asked now.
  package init(limits: Limits, now: Timestamp) {
    self.limits = limits
    (firstChunk, betweenChunks) = (limits.firstChunk, limits.betweenChunks)
    begunAt = now
    askedAt = now
    lastEventAt = now
  }

  /// Begins to watch another attempt, with times of its own where it has some.
  package mutating func begin(firstChunk: Duration?, betweenChunks: Duration?, at now: Timestamp) {
    self.firstChunk = firstChunk ?? limits.firstChunk
    self.betweenChunks = betweenChunks ?? limits.betweenChunks
    (askedAt, lastEventAt) = (now, now)
    (hasContent, isPaused) = (false, false)
  }

  /// Nobody is asked for a while; the whole is watched all the same.
  package mutating func pause() { isPaused = true }

  /// Notes what came.
  package mutating func note(_ event: ProviderEvent, at now: Timestamp) {
    lastEventAt = max(lastEventAt, now)
    switch event {
    case .textDelta, .reasoningDelta, .toolCallStart, .toolCallDelta, .toolCallEnd, .source, .file:
      hasContent = true
    case .data(let name, _, _, let isTransient):
      hasContent = true
      if isTransient { notePart(name, at: now) }
    case .model, .usage, .finish: break
    }
  }

  /// Notes that a transient part was shown.
  package mutating func notePart(_ name: String, at now: Timestamp) {
    if Self.artifactNames.contains(name) { artifactAt = now }
    if name == "finish" || name == "abort" { artifactAt = nil }
  }

  /// Whether an artifact was begun and not finished.
  package var isArtifactOpen: Bool { artifactAt != nil }

  /// Notes that the open artifact was closed.
  package mutating func closeArtifact() { artifactAt = nil }

  /// What is overdue.
  package func alarms(at now: Timestamp) -> [Alarm] {
    var alarms: [Alarm] = []
    if let artifactAt, now >= artifactAt + limits.artifact { alarms.append(.artifact) }
    if now >= begunAt + limits.wholeReply {
      alarms.append(.wholeReply)
    } else if isPaused {
      return alarms
    } else if !hasContent, now >= askedAt + firstChunk {
      alarms.append(.firstChunk)
    } else if hasContent, now >= lastEventAt + betweenChunks {
      alarms.append(.betweenChunks)
    }
    return alarms
  }
}
