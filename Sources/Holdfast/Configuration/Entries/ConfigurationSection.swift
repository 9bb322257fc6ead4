/// A section of the file whose members have names of the operator's, such as `providers`.
///
/// ``all`` is for them what ``Setting/all`` is for single settings: reading, checking, showing and the reference come
/// from it.
protocol ConfigurationSection: Sendable {
  /// The key of the section.
  var name: String { get }
  /// What the part of the reference about it is called.
  var title: String { get }
  /// What it is for, for the reference.
  var summary: String { get }
  /// What stands for the operator's names in the reference.
  var placeholder: String { get }
  /// What can be said of each member.
  var rows: [SectionRow] { get }

  /// What a key of the file means, if it can be one of the section's.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - isBlank: Whether no value is given.
  func place(of key: String, isBlank: Bool) -> SectionPlace?

  /// Reads what a file has of the section.
  func read(_ file: ConfigurationFile, into loaded: inout LoadedConfiguration)

  /// Checks each value by itself.
  func check(in inspection: inout ConfigurationInspection)

  /// The values, in the order in which they are shown.
  func values(of configuration: HoldfastConfiguration) -> [SectionValues]
}

/// A setting of each member of a section, in words.
struct SectionRow: Sendable {
  /// The last part of the key.
  let name: String
  /// What is allowed.
  let allowed: String
  /// What holds when it is not given.
  let standard: SettingValue?
  /// What it means, in one sentence.
  let summary: String
}

/// What a key of the file means in a section.
enum SectionPlace: Sendable, Hashable {
  /// A setting of a member.
  case setting(String, of: String)
  /// A member of which nothing is given.
  case member(String)
  /// Nothing that the section knows, of a member if its name can be told.
  case unknown(of: String?)
}

/// What is known of one member of a section.
struct SectionValues: Sendable {
  /// The operator's name.
  let name: String
  /// The settings.
  let settings: [SectionValue]
}

/// The value of a setting of one member.
struct SectionValue: Sendable {
  /// The last part of the key.
  let name: String
  /// The value as it is shown.
  let value: SettingValue?
  /// Whether it is a value that the setting takes.
  let isValid: Bool
  /// Whether it is looked at at all.
  let hasEffect: Bool
}

extension ConfigurationSection {
  /// The key of a member.
  func key(of member: String) -> String { "\(name).\(member)" }
}
