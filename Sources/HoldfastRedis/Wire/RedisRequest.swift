#if Redis
  package import NIOCore

  /// Commands that go out together, and whoever waits for their replies.
  package struct RedisRequest: Sendable {
    let buffer: ByteBuffer
    /// How many replies it has; 0 for one whose replies come as pushes.
    let replies: Int
    let deadline: NIODeadline
    /// Gets as many values as there are commands, or a ``RedisCallFailure``.
    let promise: EventLoopPromise<[RedisValue]>

    /// Encodes commands.
    ///
    /// - Parameters:
    ///   - expectingReplies: Whether there is one reply for each command; else they come as pushes.
    ///   - deadline: By when they must be there.
    ///   - promise: Gets as many values as there are commands, or a ``RedisCallFailure``.
    package init(
      _ commands: [RedisCommand], expectingReplies: Bool = true, deadline: NIODeadline,
      promise: EventLoopPromise<[RedisValue]>
    ) {
      var buffer = ByteBuffer()
      buffer.reserveCapacity(commands.reduce(0) { $0 + $1.byteCount })
      for command in commands { command.encode(into: &buffer) }
      self.buffer = buffer
      replies = expectingReplies ? commands.count : 0
      self.deadline = deadline
      self.promise = promise
    }
  }
#endif
