#if Redis
  /// A value as Redis's protocol (RESP2) carries it.
  package enum RedisValue: Sendable, Hashable {
    case null
    case integer(Int)
    /// A short word of the server, such as `OK`.
    case status(String)
    case error(RedisErrorReply)
    /// A bulk string: any bytes.
    case bytes([UInt8])
    case array([RedisValue])
  }

  extension RedisValue {
    /// The number, also of one that is written as text; `nil` for anything else.
    package var integer: Int? {
      switch self {
      case .integer(let number): number
      case .bytes(let bytes): Int(String(decoding: bytes, as: UTF8.self))
      case .null, .status, .error, .array: nil
      }
    }

    /// The bytes of a bulk string; `nil` for anything else.
    package var bytes: [UInt8]? {
      if case .bytes(let bytes) = self { bytes } else { nil }
    }

    /// The text of a bulk string that is UTF-8, or of a status; `nil` for anything else.
    package var text: String? {
      switch self {
      case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
      case .status(let word): word
      case .null, .integer, .error, .array: nil
      }
    }

    /// The elements of an array; `nil` for anything else.
    package var array: [RedisValue]? {
      if case .array(let elements) = self { elements } else { nil }
    }
  }
#endif
