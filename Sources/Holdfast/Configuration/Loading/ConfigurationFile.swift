import Configuration
import Synchronization
import SystemPackage

/// A configuration file in YAML, read and parsed.
struct ConfigurationFile: Sendable {
  /// The longest file that is read.
  static let maximumBytes = 1 << 20
  /// What stands in a file for a value that is not given; YAML has three ways to write null.
  static let blanks: Set<String> = ["", "~", "null"]

  /// The path as it was given.
  let path: String
  /// The values.
  let snapshot: any ConfigSnapshot
  /// The keys, in the order of the file, the ones with fewer parts first.
  let keys: [String]
  /// The keys that no setting has.
  let unknown: [ConfigurationFault]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - namer: Who named the file; ``ConfigurationOrigin/none`` for the default file, which may be missing.
  /// - Returns: `nil` when the file is missing and may be, or holds nothing.
  /// - Throws: ``ConfigurationFault`` when it cannot be read or parsed.
  init?(path: String, namedBy namer: ConfigurationOrigin) throws(ConfigurationFault) {
    guard let read = try Self.read(path, namedBy: namer), !Self.isBlank(read) else { return nil }
    let bytes = InlineSchemas.asText(in: read)
    // The snapshot shows its values and hides its keys, except from whoever decides which of them are secret.
    let keys = Mutex<[String]>([])
    let options = YAMLSnapshot.ParsingOptions(
      secretsSpecifier: .dynamic { key, _ in
        keys.withLock { $0.append(key) }
        return Setting.named(key)?.isSecret ?? true
      })
    do {
      snapshot = try YAMLSnapshot(data: bytes.span.bytes, providerName: path, parsingOptions: options)
    } catch {
      throw ConfigurationFault(
        origin: .file(path), problem: "cannot be parsed as YAML: \(Self.reason(of: error))")
    }
    self.path = path
    self.keys = keys.withLock(\.self)
    let snapshot = snapshot
    unknown = self.keys.sorted().compactMap { key in
      Self.problem(of: key, in: snapshot).map {
        ConfigurationFault(key: key, origin: .file(path), problem: $0)
      }
    }
  }

  /// The value of a key, as it is written; `nil` when it is not given.
  func value(of key: String) throws(SettingProblem) -> SettingValue? {
    // In one piece, as names of the operator's may have dots in them, and the file's keys are joined with dots.
    try snapshot.value(of: AbsoluteConfigKey([key]), blanks: Self.blanks)
  }

  /// Whether a key stands there without a value.
  func isBlank(_ key: String) -> Bool { Self.isBlank(key, in: snapshot) }

  private static func isBlank(_ key: String, in snapshot: any ConfigSnapshot) -> Bool {
    let content = try? snapshot.value(forKey: AbsoluteConfigKey([key]), type: .string).value?.content
    if case .string(let text)? = content { return blanks.contains(text) }
    return false
  }

  private static func read(_ path: String, namedBy namer: ConfigurationOrigin) throws(ConfigurationFault)
    -> [UInt8]?
  {
    do {
      let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
      return try descriptor.closeAfter {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
          let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
          if count == 0 { return bytes }
          bytes += buffer[..<count]
          guard bytes.count <= maximumBytes else { throw Errno.fileTooLarge }
        }
      }
    } catch Errno.noSuchFileOrDirectory where namer == .none {
      return nil
    } catch {
      throw ConfigurationFault(origin: namer, problem: "the file \(path) cannot be read: \(error)")
    }
  }

  /// Whether there are only comments, blank lines and the marks of a document.
  private static func isBlank(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).allSatisfy { line in
      let text = line.trimmingSpace
      return text.isEmpty || text.hasPrefix("#") || text == "---" || text == "..."
    }
  }

  /// What a parser says, without the lines of the file that it quotes: they may hold secrets.
  private static func reason(of error: any Error) -> String {
    let lines = String(describing: error).split(separator: "\n", omittingEmptySubsequences: true)
    // The first line, or the first two, end with a colon; what follows is quoted.
    let isLong = lines.count > 1 && lines[0].contains(": error: ") && !lines[0].hasSuffix(":")
    return lines.prefix(isLong ? 2 : 1).joined(separator: ": ").trimmingSuffix(":")
  }

  private static func problem(of key: String, in snapshot: any ConfigSnapshot) -> String? {
    if Setting.named(key) != nil { return nil }
    let isBlank = isBlank(key, in: snapshot)
    for section in ConfigurationSections.all {
      // A section, or a part of one, whose settings are all commented out.
      if key == section.name { return isBlank ? nil : section.problem }
      switch section.place(of: key, isBlank: isBlank) {
      case .setting, .member: return nil
      case .unknown(let member): return section.problem(ofUnknown: key, of: member)
      case nil: break
      }
    }
    let members = Setting.all.map(\.key).filter { $0.hasPrefix(key + ".") }
    guard !members.isEmpty else { return "is no setting" + Suggestion.words(forKey: key) }
    return isBlank ? nil : "is a section, not a setting; it has \(members.joined(separator: ", "))"
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
