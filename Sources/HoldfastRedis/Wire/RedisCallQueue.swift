#if Redis
  import NIOCore

  /// The calls of one connection that wait for replies, in the order in which they were sent.
  ///
  /// A value: the connection's handler keeps it, and does what it says.
  struct RedisCallQueue<Token> {
    /// A call that has all its replies.
    struct Answer {
      var token: Token
      var values: [RedisValue]
    }

    private struct Call {
      var token: Token
      var replies: Int
      var deadline: NIODeadline
      var values: [RedisValue] = []
    }

    private var calls = CircularBuffer<Call>()

    /// How many calls wait.
    var count: Int { calls.count }

    /// The time at which the first of them has waited too long.
    var firstDeadline: NIODeadline? { calls.lazy.map(\.deadline).min() }

    /// Adds a call that expects at least one reply.
    mutating func add(_ token: Token, replies: Int, deadline: NIODeadline) {
      precondition(replies > 0, "a call without a reply cannot wait for one")
      calls.append(Call(token: token, replies: replies, deadline: deadline))
    }

    /// What a reply means.
    enum Step {
      /// The call that it belongs to expects more.
      case more
      case answer(Answer)
      /// Nobody asked for it.
      case unasked
    }

    /// Takes the next reply.
    mutating func take(_ value: RedisValue) -> Step {
      guard !calls.isEmpty else { return .unasked }
      let first = calls.startIndex
      calls[first].values.append(value)
      guard calls[first].values.count == calls[first].replies else { return .more }
      let call = calls.removeFirst()
      return .answer(Answer(token: call.token, values: call.values))
    }

    /// Forgets all calls, and tells of each whether its time had passed.
    mutating func removeAll(now: NIODeadline) -> [(token: Token, isLate: Bool)] {
      defer { calls.removeAll() }
      return calls.map { ($0.token, $0.deadline <= now) }
    }
  }
#endif
