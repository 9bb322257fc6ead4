#if MySQL
  import CMariaDB

  /// What the error numbers of MySQL, MariaDB, Vitess and the client library mean.
  ///
  /// A number that is not listed is judged by its SQLSTATE: `08` lost, `22` and `23` refused, `28` and `42` misconfigured,
  /// `40` conflict.
  package enum FailureMap {
    /// The numbers with their names, class by class.
    package static let classes: [FailureClass: [UInt32: String]] = [
      .duplicate: [
        1062: "ER_DUP_ENTRY", 1169: "ER_DUP_UNIQUE", 1586: "ER_DUP_ENTRY_WITH_KEY_NAME",
      ],
      .conflict: [
        1205: "ER_LOCK_WAIT_TIMEOUT", 1213: "ER_LOCK_DEADLOCK", 1020: "ER_CHECKREAD",
        1412: "ER_TABLE_DEF_CHANGED", 1613: "ER_XA_RBTIMEOUT", 1614: "ER_XA_RBDEADLOCK",
        1615: "ER_NEED_REPREPARE", 3101: "ER_TRANSACTION_ROLLBACK_DURING_COMMIT",
        3572: "ER_LOCK_NOWAIT",
      ],
      .lost: [
        1317: "ER_QUERY_INTERRUPTED", 1152: "ER_ABORTING_CONNECTION", 1158: "ER_NET_READ_ERROR",
        1159: "ER_NET_READ_INTERRUPTED", 1160: "ER_NET_ERROR_ON_WRITE", 1161: "ER_NET_WRITE_INTERRUPTED",
        1080: "ER_FORCING_CLOSE", 1184: "ER_NEW_ABORTING_CONNECTION", 1927: "ER_CONNECTION_KILLED",
        1969: "ER_STATEMENT_TIMEOUT", 3024: "ER_QUERY_TIMEOUT", 3168: "ER_SERVER_ISNT_AVAILABLE",
        3169: "ER_SESSION_WAS_KILLED", 4031: "ER_CLIENT_INTERACTION_TIMEOUT",
        2002: "CR_CONNECTION_ERROR", 2003: "CR_CONN_HOST_ERROR", 2006: "CR_SERVER_GONE_ERROR",
        2013: "CR_SERVER_LOST", 2014: "CR_COMMANDS_OUT_OF_SYNC",
        2027: "CR_MALFORMED_PACKET", 2055: "CR_SERVER_LOST_EXTENDED", MySQLFailure.Code.overdue: "overdue",
      ],
      .readOnly: [
        1290: "ER_OPTION_PREVENTS_STATEMENT", 1792: "ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION",
        1836: "ER_READ_ONLY_MODE", 1874: "ER_INNODB_READ_ONLY", 1036: "ER_OPEN_AS_READONLY",
        3100: "ER_BEFORE_DML_VALIDATION_ERROR", 3906: "ER_SCHEMA_READ_ONLY", 4135: "ER_CLONE_READ_ONLY",
      ],
      .saturated: [
        1040: "ER_CON_COUNT_ERROR", 1203: "ER_TOO_MANY_USER_CONNECTIONS", 1226: "ER_USER_LIMIT_REACHED",
        1461: "ER_MAX_PREPARED_STMT_COUNT_REACHED", 1135: "ER_CANT_CREATE_THREAD",
      ],
      .full: [
        1114: "ER_RECORD_FILE_FULL", 1021: "ER_DISK_FULL", 1041: "ER_OUT_OF_RESOURCES",
        3637: "ER_DISK_FULL_NOWAIT",
      ],
      .starting: [
        1053: "ER_SERVER_SHUTDOWN", 1047: "ER_UNKNOWN_COM_ERROR",
      ],
      .misconfigured: [
        1044: "ER_DBACCESS_DENIED_ERROR", 1045: "ER_ACCESS_DENIED_ERROR", 1142: "ER_TABLEACCESS_DENIED_ERROR",
        1143: "ER_COLUMNACCESS_DENIED_ERROR", 1049: "ER_BAD_DB_ERROR", 1054: "ER_BAD_FIELD_ERROR",
        1129: "ER_HOST_IS_BLOCKED", 1130: "ER_HOST_NOT_PRIVILEGED", 1131: "ER_PASSWORD_ANONYMOUS_USER",
        1146: "ER_NO_SUCH_TABLE", 1227: "ER_SPECIFIC_ACCESS_DENIED_ERROR", 1251: "ER_NOT_SUPPORTED_AUTH_MODE",
        1698: "ER_ACCESS_DENIED_NO_PASSWORD_ERROR", 1820: "ER_MUST_CHANGE_PASSWORD",
        1862: "ER_MUST_CHANGE_PASSWORD_LOGIN", 3118: "ER_ACCOUNT_HAS_BEEN_LOCKED",
        3159: "ER_SECURE_TRANSPORT_REQUIRED", 4151: "ER_ACCOUNT_HAS_BEEN_LOCKED",
        2005: "CR_UNKNOWN_HOST", 2026: "CR_SSL_CONNECTION_ERROR", 2059: "CR_AUTH_PLUGIN_CANNOT_LOAD",
      ],
      .damaged: [
        1712: "ER_INDEX_CORRUPT", 1034: "ER_NOT_KEYFILE", 1035: "ER_OLD_KEYFILE",
        1194: "ER_CRASHED_ON_USAGE", 1195: "ER_CRASHED_ON_REPAIR", 1877: "ER_TABLE_CORRUPT",
        1932: "ER_NO_SUCH_TABLE_IN_ENGINE",
      ],
      .refused: [
        1153: "ER_NET_PACKET_TOO_LARGE", 2020: "CR_NET_PACKET_TOO_LARGE", 1406: "ER_DATA_TOO_LONG",
        1118: "ER_TOO_BIG_ROWSIZE", 1264: "ER_WARN_DATA_OUT_OF_RANGE",
        1301: "ER_WARN_ALLOWED_PACKET_OVERFLOWED",
      ],
    ]

    private static let classOfCode: [UInt32: FailureClass] = {
      var classOfCode: [UInt32: FailureClass] = [:]
      for (name, codes) in classes { for code in codes.keys { classOfCode[code] = name } }
      return classOfCode
    }()

    /// What a failure is.
    ///
    /// - Parameters:
    ///   - code: The error's number.
    ///   - state: Its SQLSTATE.
    ///   - text: What the server says, in which alone Vitess tells some things, and everybody the system's own errors.
    ///   - phase: When it came up.
    package static func failureClass(
      code: UInt32, state: String, text: String, at phase: CallPhase
    ) -> FailureClass {
      // The end of a protected connection, which the library takes for a fault of the protection.
      if code == UInt32(CR_SSL_CONNECTION_ERROR), phase != .connect { return .lost }
      // Vitess marks its own errors, and gives many of them the number of an unknown one.
      if text.contains("VT09002") || text.contains("VT09005") { return .readOnly }
      if let known = classOfCode[code] { return known }
      if code == 1105, text.contains("Aborted") || text.contains("code = Unavailable") {
        return text.contains("Aborted") ? .conflict : .lost
      }
      if code == 1105, text.contains("ResourceExhausted") || text.contains("RESOURCE_EXHAUSTED") {
        return .saturated
      }
      // The engine, the binary log or a temporary file met the system's ENOSPC (28) or EDQUOT (122), or EROFS (30).
      if [3, 1026, 1030].contains(code) {
        if text.contains("28") || text.contains("122") { return .full }
        if text.contains("30 ") { return .readOnly }
      }
      return byState[String(state.prefix(2))] ?? .other
    }

    private static let byState: [String: FailureClass] = [
      "08": .lost, "22": .refused, "23": .refused, "28": .misconfigured, "42": .misconfigured,
      "40": .conflict,
    ]
  }

  extension MySQLFailure {
    /// The numbers that more than the table speaks of.
    enum Code {
      /// Our own: the call's time was up.
      static let overdue: UInt32 = 0
      static let duplicate = UInt32(ER_DUP_ENTRY)
      static let duplicateColumn = UInt32(ER_DUP_FIELDNAME)
      static let duplicateKey = UInt32(ER_DUP_KEYNAME)
      static let packetTooLarge = UInt32(ER_NET_PACKET_TOO_LARGE)
      static let noSuchTable = UInt32(ER_NO_SUCH_TABLE)
    }

    /// What the failure is.
    var failureClass: FailureClass {
      if isRace { return .conflict }
      return FailureMap.failureClass(code: code, state: state, text: text, at: phase)
    }
  }
#endif
