#if Redis
  package import HoldfastStores

  /// What an error of the server is answered with.
  package enum RedisReaction: Sendable, Equatable {
    /// The call goes where the error says.
    case redirect
    /// The call is repeated whole until its time is over: part of its slot is still on the move.
    case repeatUntilDeadline
    /// The call is repeated whole a few times.
    case repeatFewTimes
    /// The call is repeated with the script's source.
    case reload
    /// The call is repeated while the server loads its data.
    case waitForLoading
    /// The call has failed.
    case fail(StoreError.Code)

    /// A row of the table.
    package struct Row: Sendable {
      /// How the error begins: whole words.
      package var beginning: String
      /// What it is answered with.
      package var reaction: RedisReaction
      /// What it means, for the developer.
      package var meaning: String
    }

    /// Whether the server will say something else soon.
    var isPassing: Bool { [.repeatUntilDeadline, .repeatFewTimes, .waitForLoading].contains(self) }

    /// Every error with a meaning of its own; the first row that fits counts.
    package static let table: [Row] = [
      Row("MOVED", .redirect, "the slot is served elsewhere"),
      Row("ASK", .redirect, "the slot is moving"),
      Row("TRYAGAIN", .repeatUntilDeadline, "the slot is moving, and some keys are there already"),
      Row("NOSCRIPT", .reload, "the server does not know the script"),
      Row("BUSY", .repeatFewTimes, "another script keeps the server busy"),
      Row("LOADING", .waitForLoading, "the server still loads its data"),
      Row("READONLY", .fail(.unavailable), "the server is a replica"),
      Row("MASTERDOWN", .fail(.unavailable), "the server is a replica that has lost its primary"),
      Row("CLUSTERDOWN", .fail(.unavailable), "the cluster does not serve the slot"),
      Row(
        "ERR max number of clients reached", .fail(.unavailable), "the server has no room for another client"),
      Row("OOM", .fail(.full), "the server's memory is full"),
      Row("MISCONF", .fail(.full), "the server cannot write to its disk"),
      Row("NOREPLICAS", .fail(.full), "too few replicas take the writes"),
      Row("NOAUTH", .fail(.unavailable), "configuration: the server wants a password"),
      Row("WRONGPASS", .fail(.unavailable), "configuration: the user or the password is wrong"),
      Row("NOPERM", .fail(.unavailable), "configuration: the user may not do this"),
      Row("DENIED", .fail(.unavailable), "configuration: the server takes local connections alone"),
      Row("ERR AUTH", .fail(.unavailable), "configuration: the server has no such password"),
      Row("ERR invalid password", .fail(.unavailable), "configuration: the password is wrong"),
      Row("ERR Client sent AUTH", .fail(.unavailable), "configuration: the server wants no password"),
      Row("ERR DB index", .fail(.unavailable), "configuration: the server has no such database"),
      Row("ERR SELECT is not allowed", .fail(.unavailable), "configuration: a cluster has database 0 alone"),
      Row("ERR unknown command", .fail(.unavailable), "configuration: the server is too old"),
      Row("ERR Protocol error", .fail(.refused), "the call is too large for the server"),
      Row(
        "ERR string exceeds maximum allowed size", .fail(.refused), "the value is too large for the server"),
      Row("WRONGTYPE", .fail(.damaged), "a key holds something else than what is kept there"),
      Row("CROSSSLOT", .fail(.refused), "the keys of the call are in several slots"),
    ]

    /// The row of an error.
    package static func row(of error: RedisErrorReply) -> Row {
      table.first { error.text == $0.beginning || error.text.hasPrefix($0.beginning + " ") }
        ?? Row(error.word, .fail(.unavailable), "the server refused the call")
    }
  }

  extension RedisReaction.Row {
    fileprivate init(_ beginning: String, _ reaction: RedisReaction, _ meaning: String) {
      self.init(beginning: beginning, reaction: reaction, meaning: meaning)
    }
  }
#endif
