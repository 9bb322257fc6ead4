#if MySQL
  /// What kind of server a connection leads to, as its version says.
  enum ServerKind: Sendable, Hashable {
    case mysql
    case mariadb
    /// Vitess, and so PlanetScale.
    case vitess

    init(version: String) {
      if version.contains("Vitess") || version.contains("vitess") {
        self = .vitess
      } else if version.contains("MariaDB") {
        self = .mariadb
      } else {
        self = .mysql
      }
    }
  }
#endif
