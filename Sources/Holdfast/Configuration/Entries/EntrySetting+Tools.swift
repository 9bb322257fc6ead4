import HoldfastModel

extension EntrySetting<HoldfastConfiguration.NamedTool> {
  /// The settings of a tool.
  static let tools = [
    EntrySetting("summary", \.summary, .text, "What it does, for the model. It is needed."),
    EntrySetting("title", \.title, .text, "What users are shown instead of its name."),
    EntrySetting(
      "url", \.url, .endpoint,
      "The address that calls are posted to. It is needed. A query is kept, and not shown."),
    EntrySetting("schema", \.schema, .inputSchema, "What its input must be. It is needed."),
    EntrySetting(
      "effect", \.effect, .choice,
      "What a call does to the world outside: `none`, it only looks; `reversible`, it can be undone, and nothing stays; "
        + "`residue`, it can be undone, but something stays, such as a mail that says so; `irreversible`. There is no "
        + "default."),
    EntrySetting("approval", \.needsApproval, .boolean, "Whether a person is asked before each call."),
    EntrySetting(
      "compensateUrl", \.compensateURL, .endpoint,
      "The address that undoes a call, again and again without harm; a tool that can be undone needs it.",
      idle: undone),
    EntrySetting(
      "statusUrl", \.statusURL, .endpoint,
      "The address that tells what became of a call whose answer did not come; without it nobody knows."),
    EntrySetting(
      "secret", \.secret, .toolSecret,
      "What requests are signed with (RFC 9421, HMAC-SHA-256); without it they are not signed."),
    EntrySetting(
      "secretVariable", \.secretVariable, .variable,
      "The environment variable that holds the secret, which keeps it out of the file."),
    EntrySetting(
      "deadlineMs", \.deadline, .milliseconds(1...3_600_000),
      "How long a call, a look at its status, or its undoing may take."),
    EntrySetting(
      "maximumOutputBytes", \.maximumOutputBytes, .bytes(1...1 << 24),
      "The longest answer that is read; one that is longer counts as none."),
    EntrySetting(
      "allowPrivate", \.allowsPrivateAddresses, .boolean,
      "Whether it may be on this machine, in a private network or at any other address that is not public, however its "
        + "host resolves."),
  ]

  /// Says of the address that undoes calls that there is nothing to undo.
  private static func undone(_ tool: HoldfastConfiguration.NamedTool) -> String? {
    guard let effect = tool.effect, !effect.isReversible else { return nil }
    return "has no effect on a tool whose effect is \(effect.rawValue)"
  }
}
