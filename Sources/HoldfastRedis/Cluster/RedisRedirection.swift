#if Redis
  /// Where a server of a cluster sends a caller whose key it does not have.
  enum RedisRedirection: Equatable {
    /// The slot has moved for good.
    case moved(RedisSlot, to: RedisAddress)
    /// The slot is moving, and this key is there already.
    case ask(RedisAddress)

    /// Reads an error; `nil` for one that redirects nobody.
    init?(_ error: RedisErrorReply, from server: RedisAddress) {
      let words = error.text.split(separator: " ")
      guard words.count >= 3, let slot = Int(words[1]).flatMap(RedisSlot.init),
        let address = RedisAddress(words[2], from: server)
      else { return nil }
      switch words[0] {
      case "MOVED": self = .moved(slot, to: address)
      case "ASK": self = .ask(address)
      default: return nil
      }
    }
  }
#endif
