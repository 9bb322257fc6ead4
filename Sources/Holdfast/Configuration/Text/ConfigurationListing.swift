/// The values of a configuration and where each came from, in the form of the file.
///
/// Secrets, and what may be secret in an address, are shown as `<redacted>`.
package struct ConfigurationListing: Sendable {
  private let loaded: LoadedConfiguration

  /// Makes a listing.
  package init(_ loaded: LoadedConfiguration) { self.loaded = loaded }

  /// The lines of the listing, each with its end.
  package var text: String {
    var result = ""
    var section: [String] = []
    for setting in Setting.all {
      if setting.section != section {
        section = setting.section
        for (depth, name) in section.enumerated() { result += "\(indentation(depth))\(name):\n" }
      }
      let line = "\(indentation(section.count))\(setting.name): \(value(of: setting))"
      let padding = String(repeating: " ", count: max(1, 44 - line.count))
      result += "\(line)\(padding)# \(loaded.origins[setting.key]?.name ?? "default")\n"
    }
    return result
  }

  private func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  private func value(of setting: Setting) -> String {
    // What is not even of the setting's form may be anything, a key that was put in the wrong place included.
    guard !loaded.unreadable.contains(setting.key), (try? setting.check(loaded.configuration)) != nil else {
      return "<invalid>"
    }
    switch setting.show(loaded.configuration) {
    case nil: return "null"
    case .scalar(let text)?: return Self.quoted(text)
    case .list(let texts)?: return "[\(texts.map(Self.quoted).joined(separator: ", "))]"
    }
  }

  /// A text as YAML takes it: as it is when nothing in it means anything, else between quotes.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-._/<>+@".utf8.contains(byte)
      }
    }
    if isPlain, let first = text.utf8.first, !"-@>".utf8.contains(first) { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
