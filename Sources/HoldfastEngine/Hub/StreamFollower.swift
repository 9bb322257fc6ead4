import HoldfastModel
import HoldfastStores
import Logging

/// Shows what another node commits to a stream to the readers here, from the log.
///
/// One for all readers of a stream: what it reads is read and encoded once. When the owner dies, it goes on with what the
/// next owner writes.
struct StreamFollower: Sendable {
  let context: Run.Context
  let live: LiveStream
  /// The position of the next frame.
  var position: Int

  /// Follows the stream to its end, or until the sequence of looks ends because no reader is left.
  mutating func run(_ wakes: AsyncStream<Void>, _ wake: AsyncStream<Void>.Continuation) async {
    let (stream, log, clock) = (live.stream, context.log, context.environment.clock)
    let interval = context.configuration.followInterval
    await withDiscardingTaskGroup { group in
      group.addTask { for await _ in log.changes(of: stream) { wake.yield() } }
      // Until it is cancelled.
      group.addTask { while (try? await clock.sleep(for: interval)) != nil { wake.yield() } }
      wake.yield()
      for await _ in wakes where await isOver() { break }
      group.cancelAll()
    }
    context.hub.unfollow(live)
    // Who waits here still waits for a stream that this node has stopped reading.
    live.lose(epoch: .max)
  }

  /// Shows what has come, and tells whether that was all.
  private mutating func isOver() async -> Bool {
    do {
      // In this order: an end that is seen here is after the last frame.
      let record = try await context.log.record(of: live.stream)
      try await showAll()
      guard let record else { return true }
      if let state = record.outcome?.state ?? record.state { live.setOutcome(state) }
      guard record.state != nil, position >= record.length else { return false }
      live.finish()
      return true
    } catch let error as StoreError where !error.isRetriable {
      context.logger.error(
        "a stream cannot be read for its readers",
        metadata: ["stream.id": "\(live.stream)", "error": "\(error)"])
      return true
    } catch {
      // The next look may find the log again.
      return false
    }
  }

  private mutating func showAll() async throws {
    while true {
      let frames = try await context.log.read(
        live.stream, from: position, maximumBytes: context.configuration.readBatchBytes)
      guard let last = frames.last else { return }
      live.publish(
        try frames.map { try FrameEncoding.encode($0, of: live.stream) }, first: position)
      position = last.position + 1
    }
  }
}
