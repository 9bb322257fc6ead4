#if Redis
  extension ConversationScripts {
    /// Notes that the streams of a deleted session are removed.
    ///
    /// - Keys: the tombstone, the index of open ones, the index of closed ones.
    /// - Arguments: the session, when it was deleted, the time to live of the index.
    static let closeTombstone = RedisScript(
      """
      #!lua
      redis.call('ZREM', KEYS[2], ARGV[1])
      if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
      redis.call('HSET', KEYS[1], 'open', '0')
      redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
      if redis.call('PTTL', KEYS[3]) < tonumber(ARGV[3]) then redis.call('PEXPIRE', KEYS[3], ARGV[3]) end
      return 1
      """, effect: .write)

    /// Removes closed tombstones, and returns how many there were.
    ///
    /// - Keys: the index of closed ones, then the tombstones.
    /// - Arguments: their sessions.
    static let removeTombstones = RedisScript(
      """
      #!lua
      local removed = 0
      for number = 2, #KEYS do
        redis.call('ZREM', KEYS[1], ARGV[number - 1])
        removed = removed + redis.call('DEL', KEYS[number])
      end
      return removed
      """, effect: .write)
  }
#endif
