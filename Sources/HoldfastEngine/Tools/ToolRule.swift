package import HoldfastModel

/// What a run knows of a tool that is called on the server's side.
package struct ToolRule: Sendable {
  /// What the tool does to the world outside.
  package var effect: ToolEffect
  /// Whether a person is asked before each call.
  package var needsApproval: Bool
  /// Whether it makes an artifact, which is a part of the reply: nobody outside is called.
  package var makesArtifact: Bool
  /// What a user is shown instead of the name.
  package var title: String?
  /// Why an input does not fit the tool, in words for the model; `nil` when it does.
  package var problem: @Sendable (JSONValue) -> String?

  package init(
    effect: ToolEffect, needsApproval: Bool = false, makesArtifact: Bool = false, title: String? = nil,
    problem: @escaping @Sendable (JSONValue) -> String? = { _ in nil }
  ) {
    self.effect = effect
    self.needsApproval = needsApproval
    self.makesArtifact = makesArtifact
    self.title = title
    self.problem = problem
  }
}
