#if MySQL
  import HoldfastModel

  /// A value of a statement or of a column.
  enum StatementValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case bytes([UInt8])

    /// A number.
    static func number(_ value: Int) -> StatementValue { .integer(Int64(value)) }

    /// Text, as bytes.
    static func text(_ text: String) -> StatementValue { .bytes(Array(text.utf8)) }

    /// Text that may be missing.
    static func text(_ text: String?) -> StatementValue { text.map { .text($0) } ?? .null }

    /// A name.
    static func id(_ id: some Identifier) -> StatementValue { .text(id.rawValue) }

    /// A name that may be missing.
    static func id(_ id: (some Identifier)?) -> StatementValue { .text(id?.rawValue) }

    /// A word of a closed set.
    static func word(_ word: some RawRepresentable<String>) -> StatementValue { .text(word.rawValue) }

    /// Who asks.
    static func principal(_ principal: Principal) -> StatementValue { .text(principal.text) }

    /// A point in time.
    static func time(_ time: Timestamp) -> StatementValue { .integer(time.milliseconds) }

    /// How many rows are asked for.
    static func limit(_ count: Int) -> StatementValue { .number(max(0, count)) }

    /// How many bytes it takes on its way.
    var byteCount: Int {
      switch self {
      case .null: 0
      case .integer: 8
      case .bytes(let bytes): bytes.count
      }
    }
  }
#endif
