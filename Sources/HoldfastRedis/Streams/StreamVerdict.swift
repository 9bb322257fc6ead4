#if Redis
  import HoldfastModel
  import HoldfastStores

  /// The word with which a script of the log answers.
  enum StreamVerdict: String {
    case ok, created, exists, taken, leased
    case notFound, fenced, ended, outcomeSet, positionConflict, refused
    /// Redis refused a step of the script.
    case failed

    /// Reads the reply of a script: the word, and what comes after it.
    static func read(_ reply: RedisValue) throws(StoreError) -> (verdict: StreamVerdict, rest: [RedisValue]) {
      guard let parts = reply.array, let word = parts.first?.text.flatMap(StreamVerdict.init(rawValue:))
      else {
        throw .redisDamage("a script answered something else than it should")
      }
      return (word, Array(parts.dropFirst()))
    }

    /// The error that a refusal is.
    func error(_ stream: StreamID, _ rest: [RedisValue]) -> StoreError {
      let detail = rest.first?.text ?? ""
      return switch self {
      case .notFound: StoreError(.notFound, "there is no stream \(stream)")
      case .fenced: StoreError(.fenced, "the epoch of stream \(stream) is \(detail)")
      case .ended: StoreError(.ended, "stream \(stream) has ended")
      case .outcomeSet: StoreError(.outcomeSet, "stream \(stream) has its outcome")
      case .positionConflict:
        StoreError(.positionConflict, "the next position of stream \(stream) is \(detail)")
      case .refused: StoreError(.refused, "stream \(stream) cannot end without an outcome")
      case .failed: .redisDamage("stream \(stream) has other frames than its record says")
      case .ok, .created, .exists, .taken, .leased:
        .redisDamage("a script answered \(rawValue), which it should not")
      }
    }
  }

  extension StreamAcknowledgement {
    /// Reads what comes after the word: length, and requested end.
    init(redis rest: [RedisValue]) throws(StoreError) {
      guard rest.count == 2, let length = rest[0].integer else {
        throw .redisDamage("a script acknowledged nothing")
      }
      let request = rest[1].text.map(EndRequest.init(rawValue:))
      if case .some(.none) = request { throw .redisDamage("an unknown end is asked for") }
      self.init(length: length, requestedEnd: request ?? nil)
    }
  }
#endif
