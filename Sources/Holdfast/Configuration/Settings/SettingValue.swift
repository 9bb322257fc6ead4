/// A value of a setting as it is written.
package enum SettingValue: Sendable, Hashable {
  /// One value: of a flag, a variable or a line of the file.
  case scalar(String)
  /// A list of values, as only a file can have it.
  case list([String])
}
