public import HoldfastModel
public import HoldfastSecurity
import HoldfastTools

extension HoldfastConfiguration {
  /// A tool that is called over HTTP, under the name by which agents list it and models call it.
  public struct NamedTool: Sendable {
    /// The name: letters, digits, `-` and `_`.
    public var name: String
    /// What it does, for the model; `nil` is a fault.
    public var summary: String?
    /// What a user is shown instead of the name.
    public var title: String?
    /// The address that calls are posted to; `nil` is a fault.
    public var url: String?
    /// The JSON Schema of its input, an object; `nil` is a fault.
    public var schema: JSONValue?
    /// What it does to the world outside; `nil` is a fault, as nobody may guess it.
    public var effect: ToolEffect?
    /// Whether a person is asked before each call.
    public var needsApproval = false
    /// The address that undoes a call, which a tool that can be undone must have.
    public var compensateURL: String?
    /// The address that tells what became of a call.
    public var statusURL: String?
    /// What requests are signed with.
    public var secret: SecretText?
    /// The environment variable that holds the secret instead; only loading reads it, into ``variableSecret``.
    public var secretVariable: String?
    /// What the variable held when the configuration was loaded.
    public var variableSecret: SecretText?
    /// How long a call, a look at its status, or its undoing may take.
    public var deadline = Duration.seconds(30)
    /// The most bytes of an answer that are read.
    public var maximumOutputBytes = HTTPToolConfiguration.defaultMaximumOutputBytes
    /// Whether it may be on this machine or in a private network.
    public var allowsPrivateAddresses = false

    /// Makes a tool of defaults, which lacks what has none.
    public init(name: String) { self.name = name }

    /// The secret, wherever it came from.
    public var effectiveSecret: SecretText? { secret ?? variableSecret }
  }
}
