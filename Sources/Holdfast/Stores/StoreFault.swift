/// Why the stores cannot be used as they are set up, for whoever started the server.
public struct StoreFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and what to do about it, without passwords.
  public let description: String

  /// Makes a fault.
  init(_ description: String) { self.description = description }
}
