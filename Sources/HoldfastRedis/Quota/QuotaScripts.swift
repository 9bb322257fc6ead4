#if Redis
  /// What the server runs in one step about quota.
  ///
  /// The rules are not here: a write is prepared in Swift from what was read, and written if nobody has written since.
  enum QuotaScripts {
    /// Reads an account and some reservations: the version, the account, the reservations.
    ///
    /// - Keys: the quota of a principal.
    /// - Arguments: the fields.
    static let load = RedisScript(
      """
      #!lua flags=no-writes
      return redis.call('HMGET', KEYS[1], 'version', 'account', unpack(ARGV))
      """, effect: .read)

    /// Writes what has changed, if the account is still of the version that was read: 1, else 0.
    ///
    /// A repeat of what has been written is 1 as well.
    ///
    /// - Keys: the quota of a principal, the indexes of outstanding and of ended reservations and of principals.
    /// - Arguments: the version that was read, or nothing; the new one; the principal; the time to live; the account;
    ///   then for each reservation its field, its body or nothing when it is removed, its name in the indexes, and its
    ///   scores there, or nothing where it does not stand.
    static let commit = RedisScript(
      """
      #!lua
      local version = redis.call('HGET', KEYS[1], 'version') or ''
      if version == ARGV[2] then return 1 end
      if version ~= ARGV[1] then return 0 end
      redis.call('HSET', KEYS[1], 'version', ARGV[2], 'account', ARGV[5])
      local function list(key, score, member)
        if score == '' then redis.call('ZREM', key, member) else redis.call('ZADD', key, score, member) end
      end
      for at = 6, #ARGV, 5 do
        if ARGV[at + 1] == '' then
          redis.call('HDEL', KEYS[1], ARGV[at])
        else
          redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1])
        end
        list(KEYS[2], ARGV[at + 3], ARGV[at + 2])
        list(KEYS[3], ARGV[at + 4], ARGV[at + 2])
      end
      redis.call('ZADD', KEYS[4], 0, ARGV[3])
      for number = 1, 4 do
        if redis.call('PTTL', KEYS[number]) < tonumber(ARGV[4]) then
          redis.call('PEXPIRE', KEYS[number], ARGV[4])
        end
      end
      return 1
      """, effect: .write)
  }
#endif
