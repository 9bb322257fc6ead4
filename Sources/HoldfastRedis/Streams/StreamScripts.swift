#if Redis
  /// The scripts of the log: every write is one of them, so it happens wholly or not at all.
  ///
  /// `KEYS` are, in this order: record, frames, leases, running, unsaved, ended, effects, ledgers. A script looks at all that it depends on
  /// before it writes. Time is the server's own; `ARGV[1]` is added to it, which is 0 but in tests. `ARGV[2]` is how long
  /// the keys of a stream live that has ended and is saved.
  ///
  /// Those that need no memory to speak of are taken also when the server's memory is full, so that a run keeps its lease
  /// and a stream can be taken away.
  enum StreamScripts {
    /// What every script begins with.
    private static let common = """
      local function now()
        local time = redis.call('TIME')
        return time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
      end
      local function digits(number) return string.format('%.0f', number) end
      local function lease(record, leases, stream, time)
        redis.call('HSET', record, 'lease', digits(time))
        redis.call('ZADD', leases, digits(time), stream)
      end
      local function expire(record, frames)
        redis.call('PEXPIRE', record, ARGV[2])
        redis.call('PEXPIRE', frames, ARGV[2])
      end

      """

    static func script(_ body: String, flags: String = "", effect: RedisCommand.Effect = .write)
      -> RedisScript
    {
      RedisScript(
        "#!lua\(flags.isEmpty ? "" : " flags=" + flags)\n" + common + ledger + body, effect: effect)
    }

    /// `ARGV`: …, stream, lease, call, fields and values of the record.
    static let create = script(
      """
      if redis.call('EXISTS', KEYS[1]) == 1 then
        local made = redis.call('HGET', KEYS[1], 'made')
        return {made == ARGV[5] and 'created' or 'exists', redis.call('HGETALL', KEYS[1])}
      end
      redis.call('DEL', KEYS[2])
      redis.call('ZREM', KEYS[5], ARGV[3])
      for list = 6, 8 do redis.call('ZREM', KEYS[list], ARGV[3]) end
      redis.call('HSET', KEYS[1], 'made', ARGV[5], unpack(ARGV, 6))
      redis.call('ZADD', KEYS[4], 0, ARGV[3])
      lease(KEYS[1], KEYS[3], ARGV[3], now() + ARGV[4])
      return {'created', redis.call('HGETALL', KEYS[1])}
      """)

    /// `ARGV`: …, stream, epoch, lease.
    static let renew = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'epoch', 'state', 'owner', 'length', 'requested')
      if not is[1] then return {'notFound'} end
      if is[1] ~= ARGV[4] then return {'fenced', is[1]} end
      if is[2] then return {'ended'} end
      if is[3] then lease(KEYS[1], KEYS[3], ARGV[3], now() + ARGV[5]) end
      return {'ok', is[4], is[5]}
      """, flags: "allow-oom")

    /// `ARGV`: …, stream, epoch.
    static let release = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'epoch', 'state', 'owner', 'lease')
      if is[1] ~= ARGV[4] or is[2] or not is[3] then return {'ok'} end
      redis.call('HDEL', KEYS[1], 'owner')
      lease(KEYS[1], KEYS[3], ARGV[3], math.min(tonumber(is[4]), now()))
      return {'ok'}
      """, flags: "allow-oom")

    /// `ARGV`: …, stream, run, owner, lease, force, call.
    static let takeOver = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'epoch', 'state', 'lease', 'length', 'taken')
      if not is[1] then return {'notFound'} end
      if is[5] == ARGV[8] then return {'taken', redis.call('HGETALL', KEYS[1])} end
      if is[2] then return {'ended', redis.call('HGETALL', KEYS[1])} end
      local time = now()
      if ARGV[7] ~= '1' and tonumber(is[3]) > time then return {'leased', redis.call('HGETALL', KEYS[1])} end
      redis.call('HSET', KEYS[1], 'epoch', digits(is[1] + 1), 'epochStart', is[4], 'run', ARGV[4],
        'owner', ARGV[5], 'taken', ARGV[8])
      lease(KEYS[1], KEYS[3], ARGV[3], time + ARGV[6])
      return {'taken', redis.call('HGETALL', KEYS[1])}
      """, flags: "allow-oom")

    /// `ARGV`: …, stream, request, what channels of end requests begin with.
    static let requestEnd = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'epoch', 'outcome', 'requested', 'owner')
      if not is[1] then return {'notFound'} end
      if not is[2] then
        if not is[3] then redis.call('HSET', KEYS[1], 'requested', ARGV[4]) end
        if is[4] then redis.call('PUBLISH', ARGV[5] .. is[4], ARGV[3]) end
      end
      return {'ok', redis.call('HGETALL', KEYS[1])}
      """, flags: "allow-oom")

    /// `ARGV`: …, stream, persistence.
    static let mark = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'persistence', 'state', 'endedAt')
      if not is[1] then return {'notFound'} end
      if is[1] == 'pending' or (is[1] == 'refused' and ARGV[4] == 'saved') then
        redis.call('HSET', KEYS[1], 'persistence', ARGV[4])
        if is[2] and ARGV[4] ~= 'pending' then
          redis.call('ZREM', KEYS[5], ARGV[3])
          redis.call('ZADD', KEYS[6], is[3], ARGV[3])
          if ARGV[4] == 'saved' and opens(KEYS[1]) == 0 then expire(KEYS[1], KEYS[2]) end
        end
      end
      return {'ok'}
      """, flags: "allow-oom")

    /// `ARGV`: …, stream, the time before which it must have ended.
    static let trim = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'epoch', 'state', 'persistence', 'endedAt')
      if is[1] and (not is[2] or is[3] == 'pending' or tonumber(is[4]) >= tonumber(ARGV[4])) then return 0 end
      if is[1] and opens(KEYS[1]) > 0 then
        -- It comes back to the list when its effects are settled.
        redis.call('ZREM', KEYS[6], ARGV[3])
        return 0
      end
      redis.call('UNLINK', KEYS[1], KEYS[2])
      for list = 3, 8 do redis.call('ZREM', KEYS[list], ARGV[3]) end
      return is[1] and 1 or 0
      """, flags: "allow-oom")

    /// Names of streams whose lease has run out, longest ago first, with the ends of the leases.
    ///
    /// `KEYS`: leases. `ARGV`: …, limit.
    static let expired = script(
      """
      return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', digits(now()), 'WITHSCORES', 'LIMIT', 0, ARGV[3])
      """, flags: "no-writes", effect: .read)

    /// Frames from a position on: the length of the stream, then entries until they are larger than asked for.
    ///
    /// `KEYS`: record, frames. `ARGV`: …, position, bytes, bytes that a frame has beside its data.
    static let read = script(
      """
      local length = redis.call('HGET', KEYS[1], 'length')
      if not length then return {'notFound'} end
      local entries, next, bytes, count = {}, tonumber(ARGV[3]) + 1, 0, 1
      while next <= tonumber(length) and bytes <= tonumber(ARGV[4]) do
        local some = redis.call('XRANGE', KEYS[2], digits(next) .. '-0', '+', 'COUNT', count)
        if #some == 0 then break end
        for _, entry in ipairs(some) do
          -- The first entry may begin before the position: it counts for nothing, and one more is read.
          if #entries > 0 then bytes = bytes + #entry[2][4] - entry[2][2] * ARGV[5] end
          entries[#entries + 1] = {entry[1], entry[2][4]}
          next = tonumber(string.match(entry[1], '^%d+')) + 1
          if bytes > tonumber(ARGV[4]) then break end
        end
        count = math.min(count * 2, 64)
      end
      return {'ok', length, entries}
      """, flags: "no-writes", effect: .read)

    /// Writes to streams of one bucket, each judged for itself, with a result for each.
    ///
    /// `KEYS`: leases, then running, unsaved, ended, effects and ledgers if a write ends its stream or has effects, then
    /// record and frames of each stream.
    /// `ARGV`: …, what channels of changes begin with, the keys before the first record, then twelve for each write: stream,
    /// place of its record among the streams, epoch, position, frames, whether they are in order, pack, seal, outcome,
    /// end, lease, and as JSON the effects, each a call, an entry, and whether it is not settled.
    static let append = script(
      """
      local time, lists = now(), tonumber(ARGV[4])

      -- Whether the frames from a position on are these.
      local function isThere(frames, position, count, pack)
        local start, bytes, packs = nil, 0, {}
        local next, last = position + 1, position + count
        while next <= last do
          local some = redis.call('XRANGE', frames, digits(next) .. '-0', '+', 'COUNT', 16)
          if #some == 0 then return false end
          for _, entry in ipairs(some) do
            local stop = tonumber(string.match(entry[1], '^%d+'))
            if not start then start = stop - entry[2][2] end
            packs[#packs + 1] = entry[2][4]
            next = stop + 1
            if next > last then break end
          end
        end
        local there, at = table.concat(packs), 1
        while start < position do
          local a, b, c, d = string.byte(there, at, at + 3)
          if not d then return false end
          at = at + 20 + a + b * 256 + c * 65536 + d * 16777216
          start = start + 1
        end
        return string.sub(there, at, at + #pack - 1) == pack
      end

      local function write(at)
        local stream, place = ARGV[at], lists + 2 * tonumber(ARGV[at + 1])
        local record, frames = KEYS[place + 1], KEYS[place + 2]
        local epoch, first, count = ARGV[at + 2], tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
        local inOrder, pack, seal = ARGV[at + 5] == '1', ARGV[at + 6], ARGV[at + 7]
        local outcome, stop = ARGV[at + 8], ARGV[at + 9]
        local effects = ARGV[at + 11] ~= '' and cjson.decode(ARGV[at + 11]) or {}
        local isLedgerOnly = #effects > 0 and count == 0 and outcome == '' and stop == ''
        local is = redis.call('HMGET', record, 'epoch', 'epochStart', 'owner', 'length', 'requested', 'outcome',
          'outcomeEpoch', 'state', 'persistence')
        if not is[1] then return {'notFound'} end
        if is[1] ~= epoch then return {'fenced', is[1]} end
        local length, hasOwner, state = tonumber(is[4]), is[3], is[8]
        local isRepeat = (count > 0 or outcome ~= '' or stop ~= '' or #effects > 0) and inOrder
          and first >= tonumber(is[2]) and first + count <= length
          and (outcome == '' or (outcome == is[6] and is[7] == epoch))
          and (stop == '' or stop == state)
          and (count == 0 or isThere(frames, first, count, pack))
        for _, effect in ipairs(effects) do
          isRepeat = isRepeat and redis.call('HGET', record, 'e:' .. effect[1]) == effect[2]
        end
        if not isRepeat then
          if state then return {'ended'} end
          if is[6] and not isLedgerOnly and (stop == '' or outcome ~= '') then return {'outcomeSet'} end
          if first ~= length or not inOrder then return {'positionConflict', is[4]} end
          if stop ~= '' and not is[6] and outcome == '' then return {'refused'} end
          if count > 0 then
            length = length + count
            local added = redis.pcall('XADD', frames, digits(length) .. '-0', 'n', count, 'f', pack)
            if added.err then return {'failed', added.err} end
            redis.call('HSET', record, 'length', digits(length), 'seal', seal)
          end
          for _, effect in ipairs(effects) do saveEffect(record, effect[1], effect[2], effect[3]) end
          if #effects > 0 then listEffects(record, stream, KEYS[5], KEYS[6]) end
          if outcome ~= '' then redis.call('HSET', record, 'outcome', outcome, 'outcomeEpoch', epoch) end
          if stop ~= '' then
            state = stop
            redis.call('HSET', record, 'state', stop, 'endedAt', digits(time))
            redis.call('ZREM', KEYS[1], stream)
            redis.call('ZREM', KEYS[2], stream)
            if is[9] == 'pending' then
              redis.call('ZADD', KEYS[3], 0, stream)
            else
              redis.call('ZADD', KEYS[4], digits(time), stream)
              if is[9] == 'saved' and opens(record) == 0 then expire(record, frames) end
            end
          end
          if count > 0 or outcome ~= '' or stop ~= '' then redis.call('PUBLISH', ARGV[3] .. stream, '') end
        end
        if not state and hasOwner then lease(record, KEYS[1], stream, time + ARGV[at + 10]) end
        return {'ok', digits(length), is[5]}
      end

      local results = {}
      for at = 5, #ARGV, 12 do results[#results + 1] = write(at) end
      return results
      """)

    /// What ``append`` takes for each write.
    static let argumentsPerWrite = 12
  }
#endif
