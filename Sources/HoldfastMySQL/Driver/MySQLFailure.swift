#if MySQL
  /// A failure as the server or the client library tells it, before it has a meaning.
  struct MySQLFailure: Error {
    /// The number of the server's (1000 and more) or of the client library's (2000 to 2999) error.
    var code: UInt32
    /// The SQLSTATE.
    var state: String
    /// What the server says, which may hold values of the statement: never shown, only looked at.
    var text: String
    /// When in a call it came up.
    var phase = CallPhase.read
    /// Whether it is the mark of a race that a repeat of the unit decides.
    var isRace = false

    /// That what this unit relied on is not so any more, which the same unit finds when it is run again.
    static let overtaken = MySQLFailure(code: Code.duplicate, state: "23000", text: "", isRace: true)
    /// That the call's time is up before the next statement was sent.
    static let overdue = MySQLFailure(code: Code.overdue, state: "HY000", text: "")
    /// That a statement and its values are larger than the server takes.
    static let tooLarge = MySQLFailure(code: Code.packetTooLarge, state: "08S01", text: "")
  }
#endif
