/// Where a store is: a folder of this machine, or a server that other nodes share.
///
/// A URL may hold a password, so what is printed of it leaves that out.
public struct StoreURL: Sendable, Hashable {
  /// Which store it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// SQLite in a folder of this machine, which one process can use at a time.
    case sqlite
    /// MySQL, MariaDB or PlanetScale.
    case mysql
    /// Redis.
    case redis
    /// Redis over TLS.
    case rediss
  }

  /// Which store it is.
  public let kind: Kind
  /// The URL as it was given, password included.
  public let text: String

  /// Reads a URL; `nil` when its scheme is none of ``Kind``.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), let kind = Kind(rawValue: text[..<colon].lowercased()) else {
      return nil
    }
    if kind != .sqlite, !text[colon...].hasPrefix("://") { return nil }
    self.kind = kind
    self.text = text
  }

  /// The folder of an SQLite store; `nil` for the data directory, and for other stores.
  public var folder: String? {
    guard kind == .sqlite, let colon = text.firstIndex(of: ":") else { return nil }
    let path = text[text.index(after: colon)...]
    return path.isEmpty ? nil : String(path)
  }

  /// What is wrong with it, said without any part of it; `nil` when nothing is.
  var problem: String? {
    switch kind {
    case .sqlite: text.utf8.contains(0) ? "is no path" : nil
    case .mysql: StoreAdapters.problem(ofMySQL: text)
    case .redis, .rediss: StoreAdapters.problem(ofRedis: text)
    }
  }

  /// Whether nodes of other machines can use the store as well.
  public var isShared: Bool { kind != .sqlite }
}

extension StoreURL: CustomStringConvertible {
  /// The URL without its password.
  public var description: String {
    guard let scheme = text.firstRange(of: "://"), let at = text.lastIndex(of: "@"), scheme.upperBound < at
    else { return text }
    let user = text[scheme.upperBound..<at]
    guard let colon = user.firstIndex(of: ":") else { return text }
    return text[..<colon] + ":<redacted>" + text[at...]
  }
}

extension StoreURL: CustomReflectable {
  /// What a dump shows.
  public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
