#if Redis
  extension ConversationScripts {
    /// Walks through a part of an index until so many entries are found; what lists no more is told apart.
    ///
    /// The locale of the server decides how Lua compares texts, so bytes are compared here.
    private static let walk = """
      local function precedes(left, right)
        for place = 1, math.min(#left, #right) do
          local one, other = left:byte(place), right:byte(place)
          if one ~= other then return one < other end
        end
        return #left < #right
      end

      local found, stale = {}, {}

      local function walk(limit, page, look)
        local offset, size = 0, 100
        while #found < limit do
          local members = page(offset, size)
          for place = 1, #members do
            if #found < limit then look(members[place]) end
          end
          if #members < size then return end
          offset = offset + size
        end
      end

      """

    /// The newest sessions of a principal: their ids and records, and the ids of those that are gone.
    ///
    /// - Keys: the index of the principal's sessions.
    /// - Arguments: what the keys of heads begin with, the principal, how many, and the time and id after which they
    ///   are listed, if any.
    static let listSessions = RedisScript(
      "#!lua flags=no-writes\n" + walk + """
        local newest = ARGV[4] or '+inf'
        walk(tonumber(ARGV[3]), function(offset, size)
          return redis.call('ZREVRANGEBYSCORE', KEYS[1], newest, '-inf', 'LIMIT', offset, size)
        end, function(id)
          local head = redis.call('HMGET', ARGV[1] .. id, 'owner', 'record', 'updated')
          if head[1] ~= ARGV[2] then
            stale[#stale + 1] = id
          elseif not ARGV[5] or tonumber(head[3]) < tonumber(newest) or precedes(id, ARGV[5]) then
            found[#found + 1] = {id, head[2]}
          end
        end)
        return {found, stale}
        """, effect: .read)

    /// The oldest open claims: their sessions and the claims, and the members of those that are gone.
    ///
    /// - Keys: the index of open claims.
    /// - Arguments: what the keys of claims begin with, the time before which they were made, how many, and the time and
    ///   stream after which they are listed, if any.
    static let listOpenClaims = RedisScript(
      "#!lua flags=no-writes\n" + walk + """
        local oldest = ARGV[4] or '-inf'
        walk(tonumber(ARGV[3]), function(offset, size)
          return redis.call('ZRANGEBYSCORE', KEYS[1], oldest, '(' .. ARGV[2], 'LIMIT', offset, size)
        end, function(member)
          local stream, session = member:match('^(%Z*)%z(.*)$')
          local claim = redis.call('HGET', ARGV[1] .. session, stream)
          if not claim then
            stale[#stale + 1] = member
          elseif not ARGV[5] or precedes(ARGV[5], stream)
            or tonumber(redis.call('ZSCORE', KEYS[1], member)) > tonumber(oldest)
          then
            found[#found + 1] = {session, claim}
          end
        end)
        return {found, stale}
        """, effect: .read)

    /// Sessions whose pointer names a stream: their ids and records, and the ids of those that are gone.
    ///
    /// - Keys: the index of pointed sessions.
    /// - Arguments: what the keys of heads begin with, the time before which they changed, how many, and the id after
    ///   which they are listed, if any.
    static let listPointed = RedisScript(
      "#!lua flags=no-writes\n" + walk + """
        local first = ARGV[4] and '(' .. ARGV[4] or '-'
        walk(tonumber(ARGV[3]), function(offset, size)
          return redis.call('ZRANGEBYLEX', KEYS[1], first, '+', 'LIMIT', offset, size)
        end, function(id)
          local head = redis.call('HMGET', ARGV[1] .. id, 'updated', 'record')
          if not head[1] then
            stale[#stale + 1] = id
          elseif tonumber(head[1]) < tonumber(ARGV[2]) then
            found[#found + 1] = {id, head[2]}
          end
        end)
        return {found, stale}
        """, effect: .read)
  }
#endif
