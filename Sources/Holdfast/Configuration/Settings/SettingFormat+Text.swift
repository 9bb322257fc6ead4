import HoldfastSecurity

extension SettingFormat where Value == String {
  /// Text of any kind.
  static let text = SettingFormat(
    type: "text", allowed: "any text", parse: { value throws(SettingProblem) in try value.one },
    show: { .scalar($0) })

  /// The path of a file or a folder, absolute or from the working directory.
  static let path = SettingFormat(
    type: "path", allowed: "a path, absolute or from the working directory",
    parse: { value throws(SettingProblem) in try value.one },
    check: { value throws(SettingProblem) in
      guard !value.isEmpty, !value.utf8.contains(0) else { throw .value(value, "is no path") }
    },
    show: { .scalar($0) })

  /// A host name or an address, without scheme and port.
  static let host = SettingFormat(
    type: "host", allowed: "a host name or an address, without scheme and port",
    parse: { value throws(SettingProblem) in try value.trimmed },
    check: { value throws(SettingProblem) in
      let isHost = value.utf8.allSatisfy { byte in
        byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
          || ".-_:%".utf8.contains(byte)
      }
      // A name has no colon, an address of version 6 at least two: one is a port.
      guard !value.isEmpty, isHost, value.utf8.count(where: { $0 == UInt8(ascii: ":") }) != 1 else {
        throw .value(value, "is no host")
      }
    },
    show: { .scalar($0) })
}

extension SettingFormat where Value == SecretText {
  /// A text that is never shown.
  static let secret = SettingFormat(
    type: "secret", allowed: "any text; never shown", isSecret: true,
    parse: { value throws(SettingProblem) in SecretText(try value.one) },
    show: { .scalar($0.description) })
}
