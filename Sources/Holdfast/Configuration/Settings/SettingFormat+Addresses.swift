import FoundationEssentials

extension SettingFormat where Value == String {
  /// An address of the web.
  static let url = SettingFormat(
    type: "URL", allowed: "an http or https URL without user, password and fragment",
    parse: { value throws(SettingProblem) in try value.trimmed },
    check: { value throws(SettingProblem) in
      guard let parts = URLComponents(string: value), let host = parts.host, !host.isEmpty,
        ["http", "https"].contains(parts.scheme?.lowercased())
      else { throw .value(value, hidden: true, "is no http or https URL") }
      guard parts.user == nil, parts.password == nil else {
        throw .value(value, hidden: true, "holds a user or a password; a key has a setting of its own")
      }
      guard parts.fragment == nil else { throw .value(value, hidden: true, "has a fragment") }
    },
    show: { .scalar(withoutSecrets($0)) })

  /// The place of a key set: the rules are those of `TokenConfiguration`.
  static let keySet = SettingFormat(
    type: "URL or path", allowed: "an https URL, an http URL of this machine, or a path",
    parse: { value throws(SettingProblem) in try value.trimmed },
    check: { value throws(SettingProblem) in
      guard value.contains("://") else { return }
      guard let parts = URLComponents(string: value), let host = parts.host, !host.isEmpty,
        ["http", "https"].contains(parts.scheme), parts.user == nil
      else { throw .value(value, hidden: true, "is neither an http or https URL nor a path") }
      guard parts.scheme == "https" || ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host) else {
        throw .value(
          value, hidden: true,
          "must be https: whoever can alter the keys on their way can sign in as anyone")
      }
    },
    show: { .scalar(withoutSecrets($0)) })

  /// A URL without what may be secret in it: its query, and a user and password that should not be there.
  ///
  /// For the same reason no fault shows an address.
  private static func withoutSecrets(_ url: String) -> String {
    var result = url
    if let query = result.firstIndex(of: "?") { result.replaceSubrange(query..., with: "?<redacted>") }
    if let scheme = result.firstRange(of: "://"), let user = result.lastIndex(of: "@") {
      result.replaceSubrange(scheme.upperBound..<user, with: "<redacted>")
    }
    return result
  }
}
