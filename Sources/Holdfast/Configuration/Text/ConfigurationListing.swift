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
    for setting in Setting.all where hasEffect(setting) {
      if setting.section != section {
        section = setting.section
        for (depth, name) in section.enumerated() { result += "\(indentation(depth))\(name):\n" }
      }
      // What is not even of the setting's form may be anything, a key that was put in the wrong place included.
      let isValid =
        !loaded.unreadable.contains(setting.key) && (try? setting.check(loaded.configuration)) != nil
      let value = isValid ? Self.text(of: setting.show(loaded.configuration)) : "<invalid>"
      result += line(section.count, setting.name, value, key: setting.key)
    }
    return result + ConfigurationSections.all.map(text).joined()
  }

  /// Whether a setting is looked at at all, or was given though it is not.
  private func hasEffect(_ setting: Setting) -> Bool {
    loaded.configuration.agents.isEmpty || loaded.origins[setting.key] != nil
      || !Setting.providers.contains { $0.key == setting.key }
  }

  /// The lines of a section whose members the operator named; none when there are none.
  private func text(of section: any ConfigurationSection) -> String {
    let members = section.values(of: loaded.configuration)
    guard !members.isEmpty else { return "" }
    var result = "\(section.name):\n"
    for member in members {
      result += "\(indentation(1))\(Self.quoted(member.name)):\n"
      for setting in member.settings {
        let key = "\(section.key(of: member.name)).\(setting.name)"
        guard setting.hasEffect || loaded.origins[key] != nil else { continue }
        let isValid = setting.isValid && !loaded.unreadable.contains(key)
        result += line(2, setting.name, isValid ? Self.text(of: setting.value) : "<invalid>", key: key)
      }
    }
    return result
  }

  private func line(_ depth: Int, _ name: String, _ value: String, key: String) -> String {
    let line = "\(indentation(depth))\(name): \(value)"
    let padding = String(repeating: " ", count: max(1, 44 - line.count))
    return "\(line)\(padding)# \(loaded.origins[key]?.name ?? "default")\n"
  }

  private func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  private static func text(of value: SettingValue?) -> String {
    switch value {
    case nil: "null"
    case .scalar(let text)?: quoted(text)
    case .list(let texts)?: "[\(texts.map(quoted).joined(separator: ", "))]"
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
