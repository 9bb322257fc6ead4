#if Redis
  extension RedisConfiguration {
    /// What a new connection says first.
    ///
    /// Always at least one command, so that a server that refuses connections says so before any call is sent.
    var greeting: [RedisCommand] {
      var commands: [RedisCommand] = []
      if let password {
        let words = [user, password].compactMap { $0.map { Array($0.utf8) } }
        commands.append(RedisCommand("AUTH", words, effect: .read))
      }
      commands.append(RedisCommand("SELECT", String(database), effect: .read))
      return commands
    }

    /// Whether an error in reply to the greeting does no harm: who may not choose a database is in the first.
    func tolerates(_ error: RedisErrorReply) -> Bool { error.word == "NOPERM" && database == 0 }
  }
#endif
