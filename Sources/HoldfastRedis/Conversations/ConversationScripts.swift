#if Redis
  /// What the server runs in one step.
  ///
  /// The rules of conversations are not here: a write is prepared in Swift from what ``load`` has read, and ``commit``
  /// writes it if nothing has changed since.
  enum ConversationScripts {
    /// Gives the keys of a session, and the indexes that list it, their time to live: part of every script that writes.
    ///
    /// An index is kept at least as long as any session that it lists. Its time is never shortened, so that nodes with
    /// different settings agree.
    private static let refresh = """
      local function refresh(first, last, ttl)
        for number = first, last do
          if number <= 6 or number == 12 or number == 13 then
            redis.call('PEXPIRE', KEYS[number], ttl)
          elseif redis.call('PTTL', KEYS[number]) < tonumber(ttl) then
            redis.call('PEXPIRE', KEYS[number], ttl)
          end
        end
      end

      """

    /// Reads a session, without what its messages say; `false` when there is none.
    static let read = """
      local function read(head, claims, places, notes)
        local values = redis.call('HMGET', head, 'version', 'record')
        if not values[1] then return false end
        return {
          values[1], values[2], redis.call('HGETALL', claims), redis.call('HGETALL', places),
          redis.call('HGETALL', notes), {},
        }
      end

      """

    /// Reads a session, without what its messages say.
    ///
    /// - Keys: head, claims, places, notes, contents.
    /// - Arguments: `1` for the contents as well.
    static let load = RedisScript(
      "#!lua flags=no-writes\n" + read + """
        local session = read(KEYS[1], KEYS[2], KEYS[3], KEYS[4])
        if session and ARGV[1] == '1' then session[6] = redis.call('HGETALL', KEYS[5]) end
        return session
        """, effect: .read)

    /// Reads what some segments say, if the session is still of the version by which they were found.
    ///
    /// - Keys: head, contents.
    /// - Arguments: the version, the fields.
    static let contents = RedisScript(
      """
      #!lua flags=no-writes
      if redis.call('HGET', KEYS[1], 'version') ~= ARGV[1] then return false end
      local found = {}
      for number = 2, #ARGV do found[number - 1] = redis.call('HGET', KEYS[2], ARGV[number]) end
      return found
      """, effect: .read)

    /// Writes what has changed of a session, if it is still of the version that was read: 1, else what ``load``
    /// would read now, so that the next attempt needs no other call.
    ///
    /// A repeat of what has been written is 1 as well.
    ///
    /// - Keys: as ``ConversationBucket/allKeys(of:principal:)`` has them.
    /// - Arguments: the version that was read, or nothing; the new one; the time to live; then the writes, each a command,
    ///   the number of a key, how many arguments follow, and these.
    static let commit = RedisScript(
      "#!lua\n" + refresh + read + """
        local version = redis.call('HGET', KEYS[1], 'version') or ''
        if version == ARGV[2] then return 1 end
        if version ~= ARGV[1] then return read(KEYS[1], KEYS[2], KEYS[3], KEYS[5]) end
        -- One that was deleted is not made anew while its tombstone stands.
        if version == '' and redis.call('EXISTS', KEYS[14]) == 1 then return false end
        redis.call('HSET', KEYS[1], 'version', ARGV[2])
        local next = 4
        while next <= #ARGV do
          local count = tonumber(ARGV[next + 2])
          redis.call(ARGV[next], KEYS[tonumber(ARGV[next + 1])], unpack(ARGV, next + 3, next + 2 + count))
          next = next + 3 + count
        end
        refresh(1, 13, ARGV[3])
        return 1
        """, effect: .write)

    /// Deletes a session that is of the version that was read, or gone by now: 1, else 0.
    ///
    /// - Keys, arguments: as ``commit``, with the time to live of the tombstone in place of a new version and a time; the
    ///   writes are made in the indexes and in the tombstone.
    static let delete = RedisScript(
      "#!lua\n" + refresh + """
        local version = redis.call('HGET', KEYS[1], 'version')
        if not version then return 1 end
        if version ~= ARGV[1] then return 0 end
        for number = 1, 6 do redis.call('DEL', KEYS[number]) end
        redis.call('DEL', KEYS[12], KEYS[13])
        local next = 3
        while next <= #ARGV do
          local count = tonumber(ARGV[next + 2])
          redis.call(ARGV[next], KEYS[tonumber(ARGV[next + 1])], unpack(ARGV, next + 3, next + 2 + count))
          next = next + 3 + count
        end
        redis.call('PEXPIRE', KEYS[14], ARGV[2])
        refresh(15, 15, ARGV[2])
        return 1
        """, effect: .write)

    /// Keeps a draft, or forgets it when there is no text, and with the draft of its owner the session.
    ///
    /// - Keys: as ``commit``.
    /// - Arguments: the time to live, the principal, the draft's name, and its time and text, if any.
    static let draft = RedisScript(
      "#!lua\n" + refresh + """
        if #ARGV == 5 then
          redis.call('HSET', KEYS[6], 'updated', ARGV[4], 'text', ARGV[5])
          redis.call('ZADD', KEYS[11], ARGV[4], ARGV[3])
        else
          redis.call('DEL', KEYS[6])
          redis.call('ZREM', KEYS[11], ARGV[3])
        end
        if redis.call('HGET', KEYS[1], 'owner') == ARGV[2] then
          refresh(1, 13, ARGV[1])
        else
          refresh(6, 6, ARGV[1])
          refresh(11, 11, ARGV[1])
        end
        return 1
        """, effect: .write)

    /// Drops what an index still lists though it has expired.
    ///
    /// - Keys: the index, then one hash for each member.
    /// - Arguments: for each member the member, a field of the hash, and the value that keeps it, or nothing for any.
    static let drop = RedisScript(
      """
      #!lua
      for number = 2, #KEYS do
        local at = (number - 2) * 3 + 1
        local value = redis.call('HGET', KEYS[number], ARGV[at + 1])
        if not value or (ARGV[at + 2] ~= '' and value ~= ARGV[at + 2]) then
          redis.call('ZREM', KEYS[1], ARGV[at])
        end
      end
      return 1
      """, effect: .write)

    /// Removes drafts that are still older than a time, and returns how many there were.
    ///
    /// - Keys: the index, then the drafts.
    /// - Arguments: the time, then the names of the drafts.
    static let removeDrafts = RedisScript(
      """
      #!lua
      local removed = 0
      for number = 2, #KEYS do
        local time = redis.call('ZSCORE', KEYS[1], ARGV[number])
        if time and tonumber(time) < tonumber(ARGV[1]) then
          redis.call('ZREM', KEYS[1], ARGV[number])
          removed = removed + redis.call('DEL', KEYS[number])
        end
      end
      return removed
      """, effect: .write)

    /// Removes idempotency keys that are still older than a time, and returns how many there were.
    ///
    /// - Keys: the index, then for each key the notes of its session.
    /// - Arguments: the time, then for each key its name in the index and in the notes.
    static let removeNotes = RedisScript(
      """
      #!lua
      local removed = 0
      for number = 2, #KEYS do
        local name = ARGV[number * 2 - 2]
        local time = redis.call('ZSCORE', KEYS[1], name)
        if time and tonumber(time) < tonumber(ARGV[1]) then
          redis.call('ZREM', KEYS[1], name)
          removed = removed + redis.call('HDEL', KEYS[number], ARGV[number * 2 - 1])
        end
      end
      return removed
      """, effect: .write)
  }
#endif
