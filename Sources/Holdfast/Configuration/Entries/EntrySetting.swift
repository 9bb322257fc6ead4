/// One setting of something that occurs more than once, such as of each provider: its name there and what it takes.
struct EntrySetting<Entry: Sendable>: Sendable {
  /// The last part of the key.
  let name: String
  /// What is allowed, in words.
  let allowed: String
  /// The name of the type.
  let type: String
  /// Whether no part of the value may ever be shown.
  let isSecret: Bool
  /// What it means, in one sentence.
  let summary: String
  let parse: @Sendable (SettingValue, inout Entry) throws(SettingProblem) -> Void
  let check: @Sendable (Entry) throws(SettingProblem) -> Void
  let show: @Sendable (Entry) -> SettingValue?
  /// Why it has no effect beside the other settings; `nil` when it has one.
  let idle: @Sendable (Entry) -> String?

  /// Makes a setting.
  ///
  /// - Parameters:
  ///   - name: The last part of the key.
  ///   - path: The place in the entry.
  ///   - format: How values are written.
  ///   - summary: What it means.
  ///   - idle: Why it has no effect; always `nil` for a setting that always has one.
  init<Value: Sendable>(
    _ name: String, _ path: any WritableKeyPath<Entry, Value> & Sendable, _ format: SettingFormat<Value>,
    _ summary: String, idle: @escaping @Sendable (Entry) -> String? = { _ in nil }
  ) {
    self.name = name
    self.summary = summary
    self.idle = idle
    type = format.type
    allowed = format.allowed
    isSecret = format.isSecret
    parse = { value, entry throws(SettingProblem) in entry[keyPath: path] = try format.parse(value) }
    check = { entry throws(SettingProblem) in try format.check(entry[keyPath: path]) }
    show = { entry in format.show(entry[keyPath: path]) }
  }

  /// Makes a setting that need not be given.
  init<Value: Sendable>(
    _ name: String, _ path: any WritableKeyPath<Entry, Value?> & Sendable, _ format: SettingFormat<Value>,
    _ summary: String, idle: @escaping @Sendable (Entry) -> String? = { _ in nil }
  ) {
    self.init(name, path, format.optional, summary, idle: idle)
  }

  /// Makes a setting of a part of the entry one of the entry.
  init<Part: Sendable>(
    _ setting: EntrySetting<Part>, of path: any WritableKeyPath<Entry, Part> & Sendable
  ) {
    name = setting.name
    summary = setting.summary
    type = setting.type
    allowed = setting.allowed
    isSecret = setting.isSecret
    parse = { value, entry throws(SettingProblem) in try setting.parse(value, &entry[keyPath: path]) }
    check = { entry throws(SettingProblem) in try setting.check(entry[keyPath: path]) }
    show = { entry in setting.show(entry[keyPath: path]) }
    idle = { entry in setting.idle(entry[keyPath: path]) }
  }
}
