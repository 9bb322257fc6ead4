#if MySQL
  /// Why a URL or a setting of a MySQL store is not taken.
  public struct MySQLConfigurationError: Error, Sendable, Hashable {
    /// What is wrong, in a sentence for the operator that never holds the password.
    public var description: String

    /// Makes an error.
    public init(_ description: String) { self.description = description }
  }

  extension MySQLConfigurationError: CustomStringConvertible {}
#endif
