/// Why a database file is not opened although it can be read.
public struct SchemaError: Error, Sendable, Hashable {
  /// What is wrong with it.
  public enum Reason: Sendable, Hashable {
    /// A newer program has written it.
    case newer(found: Int64, known: Int64)
    /// It belongs to something else.
    case foreign
  }

  /// The name of the file.
  public var file: String
  /// What is wrong.
  public var reason: Reason

  /// Makes an error.
  public init(file: String, reason: Reason) {
    self.file = file
    self.reason = reason
  }
}

extension SchemaError: CustomStringConvertible {
  /// One sentence for the operator.
  public var description: String {
    switch reason {
    case .newer(let found, let known):
      "\(file) has schema version \(found), and this program knows versions up to \(known): use a newer one"
    case .foreign: "\(file) is not a database of Holdfast's, or stands in for another one"
    }
  }
}
