/// What a provider has said in a call, when the call is over.
package struct ProviderEnding: Sendable, Hashable {
  /// Names the call.
  package var call: Int
  /// Whether the model came to its own end.
  package var hasOwnFinish = false
  /// Whether anything of a reply came.
  package var hasContent = false
  /// The most tokens that it said it wrote, for not all that is said is heard.
  package var outputTokens: Int?
  /// How much it said again of what it was to go on with, in characters.
  package var repeated = 0
  /// What the reply says with what came of this call, when all of it is heard; `nil` when the model may have repeated
  /// something by chance.
  package var text: String?

  package init(call: Int) { self.call = call }
}
