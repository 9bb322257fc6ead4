#if MySQL
  import HoldfastModel
  import HoldfastStores

  /// JSON as the store keeps it: one line of text, in which nothing is changed.
  enum StoredJSON {
    /// The nesting that is read back: more than any request or provider may send, so that what was taken can be read.
    static let maximumDepth = 256
    /// The largest value of one column; a server's `max_allowed_packet` may be smaller.
    static let maximumBytes = 64 << 20

    /// The text of a value that may be missing.
    ///
    /// - Throws: `refused` when it is larger than any value may be.
    static func value(_ json: JSONValue?) throws -> StatementValue {
      guard let json else { return .null }
      return try value(json.text)
    }

    /// The text of a message's parts.
    static func value(_ parts: [MessagePart]) throws -> StatementValue {
      try value(JSONValue.array(parts.map { .object($0.json) }))
    }

    /// A text that may be large.
    static func value(_ text: String) throws -> StatementValue {
      guard text.utf8.count <= maximumBytes else {
        throw StoreError(.refused, "a value of \(text.utf8.count) bytes is larger than \(maximumBytes)")
      }
      return .text(text)
    }
  }
#endif
