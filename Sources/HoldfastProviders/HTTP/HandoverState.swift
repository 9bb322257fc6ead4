/// The state of a handover: at most one piece is on its way, and each side waits for the other.
///
/// Every step returns whom to wake; waking is left to the caller, outside its lock.
struct HandoverState: Sendable {
  typealias Consumer = CheckedContinuation<AnswerPiece?, any Error>
  typealias Producer = CheckedContinuation<Void, any Error>

  /// Those who can go on, and with what.
  struct Wake: Sendable {
    var consumer: (continuation: Consumer, with: Result<AnswerPiece?, any Error>)?
    var producer: (continuation: Producer, with: Result<Void, any Error>)?

    func perform() {
      if let consumer { consumer.continuation.resume(with: consumer.with) }
      if let producer { producer.continuation.resume(with: producer.with) }
    }
  }

  /// Since when the consumer has been waiting; `nil` while it is busy.
  private(set) var waitingSince: Duration?
  /// Whether bytes of the body have come.
  private(set) var hasBody = false

  private var piece: AnswerPiece?
  private var consumer: Consumer?
  private var producer: Producer?
  private var end: Result<Void, any Error>?
  private var isConsumerCancelled = false
  private var isProducerCancelled = false

  /// The producer brings a piece, and goes on when it was taken.
  mutating func put(_ piece: AnswerPiece, _ producer: Producer) -> Wake {
    precondition(self.piece == nil && self.producer == nil, "one piece at a time")
    guard end == nil, !isProducerCancelled else {
      return Wake(producer: (producer, .failure(CancellationError())))
    }
    if case .bytes = piece { hasBody = true }
    guard let consumer = takeConsumer() else {
      self.piece = piece
      self.producer = producer
      return Wake()
    }
    return Wake(consumer: (consumer, .success(piece)), producer: (producer, .success(())))
  }

  /// The consumer asks for the next piece.
  mutating func take(_ consumer: Consumer, at now: Duration) -> Wake {
    precondition(self.consumer == nil, "one consumer")
    if isConsumerCancelled { return Wake(consumer: (consumer, .failure(CancellationError()))) }
    if let piece {
      self.piece = nil
      return Wake(
        consumer: (consumer, .success(piece)), producer: takeProducer().map { ($0, .success(())) })
    }
    if let end { return Wake(consumer: (consumer, end.map { nil })) }
    self.consumer = consumer
    waitingSince = now
    return Wake()
  }

  /// Nothing more comes; a piece that waits is still handed over.
  ///
  /// The first end counts.
  mutating func finish(_ result: Result<Void, any Error>) -> Wake {
    guard end == nil else { return Wake() }
    end = result
    return Wake(consumer: takeConsumer().map { ($0, result.map { nil }) })
  }

  mutating func cancelConsumer() -> Wake {
    isConsumerCancelled = true
    return Wake(consumer: takeConsumer().map { ($0, .failure(CancellationError())) })
  }

  mutating func cancelProducer() -> Wake {
    isProducerCancelled = true
    return Wake(producer: takeProducer().map { ($0, .failure(CancellationError())) })
  }

  private mutating func takeConsumer() -> Consumer? {
    defer {
      consumer = nil
      waitingSince = nil
    }
    return consumer
  }

  private mutating func takeProducer() -> Producer? {
    defer { producer = nil }
    return producer
  }
}
