/// The reference of all settings in Markdown: `docs/configuration.md`.
package enum ConfigurationReference {
  /// The whole page.
  package static var markdown: String {
    introduction + before.map(table).joined() + named.joined() + after.map(table).joined() + "\n" + conclusion
  }

  private static let introduction = """
    # Configuration

    <!-- Made by `holdfast config docs`; a test holds this page and the settings together. -->

    Holdfast runs without a configuration, except that it must be told who writes the replies. A setting is looked for in
    this order, and the first place that has it counts:

    1. the flags of `holdfast serve`, where there is one;
    2. the environment variables, which all begin with `\(SettingNames.variablePrefix)`; an empty one counts as not set;
    3. a YAML file: the one that `--\(SettingNames.fileFlag)` names, else the one that `\(SettingNames.fileVariable)` names, else
       `\(SettingNames.defaultFile)` in the working directory, if there is one; a key without a value counts as not given;
    4. the defaults below.

    `holdfast config check` finds every fault at once, and `holdfast config show` says what counts and where it came from.
    A name that no setting has is a fault too, so that a typing error does not go unnoticed. Times are in milliseconds and
    sizes in bytes, as the end of a name says. A list is written with commas, or in the file as a list. Paths start
    at the working directory.

    ```yaml
    http:
      port: 8080
      origins: ["https://app.example"]
    provider:
      kind: openai
      url: http://localhost:11434/v1
      model: llama3.2
    limits:
      historyBytes: 65536
    ```

    Secrets have no flag, as the arguments of a process can be read by others, and no output shows them. A file that holds
    one should be readable by the server alone.

    """

  private static let conclusion = """
    Where a service of Kubernetes is called `holdfast`, or `holdfast-` and more, the variables that Kubernetes makes for it,
    such as `HOLDFAST_SERVICE_HOST` and `HOLDFAST_PORT=tcp://…`, are passed over.

    Faults of the configuration end `holdfast` with status 78, one line for each on stderr.

    """

  private static let before = [
    ("Server", Setting.http), ("Administration", Setting.admin), ("Storage and secrets", Setting.storage),
    ("Stores", Setting.stores), ("Provider", Setting.providers),
  ]

  private static let after = [
    ("Attempts", Setting.attempts), ("Quota", Setting.quota), ("Tokens", Setting.tokens),
    ("Limits", Setting.limits),
    ("Times", Setting.engine),
    ("Logs", Setting.logging),
  ]

  /// What can only be said in the file, as the operator chooses the names.
  private static var named: [String] {
    [
      """

      The settings of `provider` are for one model that writes all replies. The sections below are for more than that:
      [chains of models and several keys](providers.md), tools and plans. They are read from the file alone, except for
      keys and secrets; where agents are given, no setting of `provider` may be.

      """
    ] + ConfigurationSections.all.map(table)
  }

  private static func table(of section: any ConfigurationSection) -> String {
    let rows = section.rows.map { row in
      "| `\(row.name)` | \(text(of: row.standard)) | \(row.summary) Allowed: \(row.allowed). |\n"
    }
    return """

      ## \(section.title)

      \(section.summary)

      | `\(section.name).<\(section.placeholder)>.` | default | meaning |
      | --- | --- | --- |
      \(rows.joined())
      """
  }

  private static func table(title: String, settings: [Setting]) -> String {
    let rows = settings.map { setting in
      let flag = setting.flag.map { ", `--\($0)`" } ?? ""
      return
        "| `\(setting.key)` | `\(setting.variable)`\(flag) | \(standard(of: setting)) | \(setting.summary) "
        + "Allowed: \(setting.allowed). |\n"
    }
    return """

      ## \(title)

      | key | variable, flag | default | meaning |
      | --- | --- | --- | --- |
      \(rows.joined())
      """
  }

  /// The default of a setting.
  private static func standard(of setting: Setting) -> String {
    text(of: setting.show(HoldfastConfiguration()))
  }

  private static func text(of standard: SettingValue?) -> String {
    switch standard {
    case nil: "none"
    case .list(let texts)? where texts.isEmpty: "none"
    case .list(let texts)?: texts.map { "`\($0)`" }.joined(separator: ", ")
    case .scalar(let text)?: "`\(text)`"
    }
  }
}
