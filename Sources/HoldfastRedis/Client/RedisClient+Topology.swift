#if Redis
  import HoldfastStores
  import Logging
  import NIOCore
  import Synchronization

  extension RedisClient {
    /// The server at an address, with its connection.
    func node(at address: RedisAddress) throws(RedisCallFailure) -> RedisNode {
      let node = state.withLock { state -> RedisNode? in
        if state.isShut { return nil }
        if let node = state.nodes[address] { return node }
        let node = RedisNode(
          address, configuration: configuration, tls: tls, on: eventLoopGroup.next())
        state.nodes[address] = node
        return node
      }
      guard let node else { throw .notSent(.shutDown) }
      return node
    }

    /// Of some keys one for each server that has any of them.
    func onePerServer(of keys: [[UInt8]]) async -> [[UInt8]] {
      let deadline = NIODeadline.now() + TimeAmount(configuration.limits.attemptTimeout)
      try? await lookAtMap(deadline: deadline, isDoubtful: false)
      let topology = state.withLock { $0.topology }
      var servers: Set<RedisAddress?> = []
      return keys.filter { servers.insert(topology.server(for: $0)).inserted }
    }

    /// Tells the map what a call has learned.
    func note(_ news: RedisCallPlan.MapNews, from server: RedisAddress?, deadline: NIODeadline) async {
      switch news {
      case .none: break
      case .moved(let slot, let address):
        state.withLock { state in
          // A redirection from what looked like one server: it is a cluster after all.
          var map = if case .cluster(let map) = state.topology { map } else { RedisSlotMap() }
          map.move(slot, to: address)
          state.topology = .cluster(map)
        }
      case .demoted:
        // The next connection may lead to whoever has taken its name over.
        if let server { state.withLock { $0.nodes[server] }?.hangUp() }
        await note(.doubtful, from: server, deadline: deadline)
      case .doubtful:
        let isCluster = state.withLock { if case .cluster = $0.topology { true } else { false } }
        if isCluster { try? await lookAtMap(deadline: deadline, isDoubtful: true) }
      }
    }

    /// Sees to it that the map is known, and asks for it anew when it is doubtful, unless somebody just has.
    ///
    /// - Throws: The ``RedisCallFailure`` of the last server that was asked; the old map stays then.
    func lookAtMap(deadline: NIODeadline, isDoubtful: Bool) async throws(RedisCallFailure) {
      let now = NIODeadline.now()
      let pause = TimeAmount(configuration.limits.mapPause)
      let servers = state.withLock { state -> [RedisAddress] in
        if case .unknown = state.topology {
          // Whoever needs it asks, all at once at the start.
        } else {
          guard isDoubtful else { return [] }
          if let askedAt = state.mapAskedAt, now < askedAt + pause { return [] }
          state.mapAskedAt = now
        }
        let known = state.topology.primaries
        return known.contains(configuration.address) ? known : known + [configuration.address]
      }
      var last: RedisCallFailure?
      for server in servers {
        do {
          let limit = min(deadline, .now() + TimeAmount(configuration.limits.attemptTimeout))
          let replies = try await node(at: server).send(
            [RedisCommand("CLUSTER", "SLOTS", effect: .read)], deadline: limit)
          let reply = replies.first ?? .null
          // A server that is busy or loads says nothing of the cluster.
          if case .error(let error) = reply, RedisReaction.row(of: error).reaction.isPassing {
            throw RedisCallFailure.notSent(.refused(error))
          }
          take(reply, from: server)
          return
        } catch {
          last = error as? RedisCallFailure ?? .lost
        }
      }
      if let last { throw last }
    }

    private func take(_ reply: RedisValue, from server: RedisAddress) {
      let topology: RedisTopology
      if let map = RedisSlotMap(reply, from: server) {
        topology = .cluster(map)
      } else {
        // Not a cluster, or one that may not be asked; redirections are followed all the same.
        topology = .single(configuration.address)
      }
      let dropped = state.withLock { state -> [RedisNode] in
        if case .cluster(let before) = state.topology, case .single = topology, !before.primaries.isEmpty {
          // Learned from redirections, and better than nothing.
          return []
        }
        state.topology = topology
        let kept = Set(topology.primaries + [configuration.address])
        let gone = state.nodes.keys.filter { !kept.contains($0) }
        return gone.compactMap { state.nodes.removeValue(forKey: $0) }
      }
      subscriber.use(topology.primaries)
      // What the others were asked was answered or is lost; a new map names all that is needed.
      for node in dropped { node.retire() }
      logger.debug("looked at the servers of Redis", metadata: ["servers": "\(topology.primaries.count)"])
    }
  }
#endif
