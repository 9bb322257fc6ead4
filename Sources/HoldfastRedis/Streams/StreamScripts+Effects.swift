#if Redis
  extension StreamScripts {
    /// Writes entries of a ledger into the record of their stream: `e:` and the call is the entry, `o:` and the call says
    /// that it is not settled, and `opens` counts those.
    static let ledger = """
      local function saveEffect(record, call, body, isOpen)
        local wasOpen = redis.call('HGET', record, 'o:' .. call)
        redis.call('HSET', record, 'e:' .. call, body)
        if isOpen == '1' and not wasOpen then
          redis.call('HSET', record, 'o:' .. call, '1')
          redis.call('HINCRBY', record, 'opens', 1)
        elseif isOpen ~= '1' and wasOpen then
          redis.call('HDEL', record, 'o:' .. call)
          redis.call('HINCRBY', record, 'opens', -1)
        end
      end
      local function opens(record) return tonumber(redis.call('HGET', record, 'opens') or '0') end
      local function listEffects(record, stream, effects, ledgers)
        redis.call('ZADD', ledgers, 0, stream)
        if opens(record) > 0 then
          redis.call('ZADD', effects, 0, stream)
        else
          redis.call('ZREM', effects, stream)
        end
      end

      """

    /// `ARGV`: …, stream, the entry as it is, the call, the entry as it shall be, whether it is not settled then.
    static let moveEffect = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'epoch', 'state', 'persistence', 'endedAt', 'e:' .. ARGV[5])
      if not is[1] then return {'notFound'} end
      if not is[2] then return {'refused'} end
      if is[5] == ARGV[6] then return {'ok', 1} end
      if is[5] ~= ARGV[4] then return {'ok', 0} end
      saveEffect(KEYS[1], ARGV[5], ARGV[6], ARGV[7])
      listEffects(KEYS[1], ARGV[3], KEYS[7], KEYS[8])
      if opens(KEYS[1]) == 0 and is[3] ~= 'pending' then
        redis.call('ZADD', KEYS[6], is[4], ARGV[3])
        if is[3] == 'saved' then expire(KEYS[1], KEYS[2]) end
      end
      return {'ok', 1}
      """)

    /// 1 when the stream is gone, else 0.
    ///
    /// `ARGV`: …, stream.
    static let remove = script(
      """
      local is = redis.call('HMGET', KEYS[1], 'epoch', 'state')
      if is[1] and (not is[2] or opens(KEYS[1]) > 0) then return 0 end
      redis.call('UNLINK', KEYS[1], KEYS[2])
      for list = 3, 8 do redis.call('ZREM', KEYS[list], ARGV[3]) end
      return 1
      """, flags: "allow-oom")
  }
#endif
