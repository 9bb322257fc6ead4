#if Redis
  import HoldfastStores
  import Testing

  /// A row of the error map that the proxy provokes: what it answers, and what has to come of it.
  struct RedisProxyRow: Sendable, CustomTestStringConvertible {
    /// What a call does that is answered so.
    enum Meaning: Sendable, Equatable {
      /// It fails at once.
      case fails(StoreError.Code)
      /// It is repeated, and fails when as many repeats have failed.
      case repeats(Int)
      /// It is repeated until a time is over.
      case waits
      /// It is sent to a server that the answer names.
      case goesElsewhere
    }

    /// The first words of the answer.
    var beginning: String
    /// The whole answer.
    var error: String
    var meaning: Meaning

    var testDescription: String { "-\(error): \(meaning)" }

    /// The answer, as a server sends it.
    var bytes: [UInt8] { Array("-\(error)\r\n".utf8) }

    /// - Parameters:
    ///   - beginning: The first words, as the table has them.
    ///   - rest: What a server says after them.
    init(_ beginning: String, _ rest: String, _ meaning: Meaning) {
      self.beginning = beginning
      error = "\(beginning) \(rest)"
      self.meaning = meaning
    }

    /// A row whose first words are all that the answer has.
    init(_ beginning: String, _ meaning: Meaning) {
      self.beginning = beginning
      error = beginning
      self.meaning = meaning
    }

    /// The first word, which the error of the store names.
    var word: Substring { error.prefix { $0 != " " } }
  }
#endif
