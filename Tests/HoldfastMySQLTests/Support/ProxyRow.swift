#if MySQL
  import HoldfastMySQL
  import HoldfastStores
  import Testing

  /// A row of the error map that the proxy provokes: what it answers, and what has to come of it.
  struct ProxyRow: Sendable, CustomTestStringConvertible {
    /// What a call does when a statement of its transaction, or its commit, is answered so.
    enum Meaning: Sendable, Equatable {
      /// It fails at once, with the first code at a statement and the second at the commit.
      case fails(StoreError.Code, atCommit: StoreError.Code)
      /// It fails at once at a statement; a commit is repeated once, and when that fails nobody knows.
      case failsInDoubt(StoreError.Code)
      /// It is repeated, and fails when as many repeats have failed.
      case repeats(Int, then: StoreError.Code, atCommit: StoreError.Code)
      /// It is repeated for some seconds.
      case waits

      static func fails(_ code: StoreError.Code) -> Meaning { .fails(code, atCommit: code) }
    }

    var packet: ErrorPacket
    var meaning: Meaning

    var testDescription: String { "\(packet.code) \(packet.state) \(packet.text): \(meaning)" }

    /// The numbers of one meaning, each with no more than a number to go by.
    static func rows(_ meaning: Meaning, _ codes: UInt16...) -> [ProxyRow] {
      codes.map { ProxyRow(packet: ErrorPacket(code: $0), meaning: meaning) }
    }

    /// An error of which the SQLSTATE or the text counts.
    static func row(
      _ meaning: Meaning, _ code: UInt16, state: String = "HY000", _ text: String = "from the proxy"
    ) -> ProxyRow {
      ProxyRow(packet: ErrorPacket(code: code, state: state, text: text), meaning: meaning)
    }
  }
#endif
