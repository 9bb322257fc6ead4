#if MySQL
  /// Why a database is not used although it can be reached.
  public enum MySQLSchemaError: Error, Sendable, Hashable {
    /// It has none of our tables.
    case missing
    /// It lacks steps that this program needs.
    case older(found: Int, known: Int)
    /// A newer program has been at it.
    case newer(found: Int, known: Int)
  }

  extension MySQLSchemaError: CustomStringConvertible {
    /// One sentence for the operator.
    public var description: String {
      switch self {
      case .missing: "the MySQL database has no tables of Holdfast's: run `holdfast migrate`"
      case .older(let found, let known):
        "the MySQL database has schema version \(found), and this program needs \(known): run `holdfast migrate`"
      case .newer(let found, let known):
        """
        the MySQL database has schema version \(found), and this program knows versions up to \(known): use a newer one
        """
      }
    }
  }
#endif
