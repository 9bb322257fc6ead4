public import HoldfastModel

/// A tool that is called over HTTP: what it is, and where.
public struct HTTPToolConfiguration: Sendable {
  /// The most bytes of an answer that are read unless the configuration says otherwise.
  public static let defaultMaximumOutputBytes = 65_536

  /// What the model is told.
  public var definition: ToolDefinition
  /// What it does to the world outside.
  public var effect: ToolEffect
  /// Whether a person is asked before each call.
  public var needsApproval: Bool
  /// The address that calls are posted to, of `http` or `https`.
  public var url: String
  /// The address that undoes a call; a tool that can be undone must have one.
  public var compensateURL: String?
  /// The address that tells what became of a call.
  public var statusURL: String?
  /// What requests are signed with; without it they are not signed.
  public var secret: ToolSecret?
  /// How long a call, a look at its status, or its undoing may take, from the look-up of the name to the last byte.
  public var deadline: Duration
  /// The most bytes of an answer that are read.
  public var maximumOutputBytes: Int
  /// Whether the tool may be on this machine, in a private network, or at any other address that is not public.
  public var allowsPrivateAddresses: Bool

  /// Makes a configuration.
  public init(
    definition: ToolDefinition, effect: ToolEffect, needsApproval: Bool = false, url: String,
    compensateURL: String? = nil, statusURL: String? = nil, secret: ToolSecret? = nil,
    deadline: Duration = .seconds(30), maximumOutputBytes: Int = defaultMaximumOutputBytes,
    allowsPrivateAddresses: Bool = false
  ) {
    self.definition = definition
    self.effect = effect
    self.needsApproval = needsApproval
    self.url = url
    self.compensateURL = compensateURL
    self.statusURL = statusURL
    self.secret = secret
    self.deadline = deadline
    self.maximumOutputBytes = maximumOutputBytes
    self.allowsPrivateAddresses = allowsPrivateAddresses
  }
}
