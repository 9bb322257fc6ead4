#if Redis
  import HoldfastStores
  import NIOCore
  import Synchronization

  extension RedisClient {
    /// One try that was made.
    struct Try: Sendable {
      var server: RedisAddress?
      var outcome: RedisCallPlan.Outcome
      var start: NIODeadline
    }

    /// The plan of a call that begins, or began, at a time.
    func plan(
      _ command: RedisCommand, timeout: Duration?, from start: NIODeadline = .now()
    ) -> RedisCallPlan {
      let deadline = start + TimeAmount(timeout ?? configuration.limits.callTimeout)
      return RedisCallPlan(command.effect, limits: configuration.limits, now: start, deadline: deadline)
    }

    /// Tries a call until it is done, by its plan.
    func finish(
      _ command: RedisCommand, plan: RedisCallPlan, first: Try? = nil
    ) async throws -> RedisValue {
      var plan = plan
      guard command.byteCount <= configuration.limits.maximumRequestBytes else {
        throw StoreError(.refused, "Redis: the call is too large")
      }
      var (route, withSource) = (RedisCallPlan.Route.byMap, false)
      var tried = first
      while true {
        let last: Try
        if let tried {
          last = tried
        } else {
          last = await attempt(withSource ? command.withSource : command, route, plan: plan)
        }
        tried = nil
        let (step, news) = plan.next(
          after: last.outcome, from: last.server, now: .now(),
          pause: .random(within: configuration.limits.retryPause))
        await note(news, from: last.server, deadline: plan.deadline)
        switch step {
        case .finish(let value): return value
        case .fail(let code, let message): throw StoreError(code, message)
        case .retry(after: let pause, let next, let source):
          // Once the source was needed somewhere, it may be needed where a redirection leads as well.
          (route, withSource) = (next, withSource || source)
          if pause > .zero { try await Task.sleep(for: pause) }
        }
      }
    }

    /// The first tries of many calls: those to one server in one write.
    func firstTries(of commands: [RedisCommand], timeout: Duration?) async -> [Try] {
      let start = NIODeadline.now()
      let deadline = start + TimeAmount(timeout ?? configuration.limits.callTimeout)
      let attemptDeadline = min(deadline, start + TimeAmount(configuration.limits.attemptTimeout))
      var reason = RedisCallFailure.Reason.noOwner
      do {
        try await lookAtMap(deadline: attemptDeadline, isDoubtful: false)
      } catch {
        reason = error.reason
      }
      let topology = state.withLock { $0.topology }
      var tries = commands.map { command in
        Try(server: topology.server(for: command.key), outcome: .failure(.notSent(reason)), start: start)
      }
      let groups = Dictionary(grouping: commands.indices) { tries[$0].server }
        .flatMap { server, indices in pieces(of: indices, commands).map { (server, $0) } }
      await withTaskGroup(of: ([Int], Result<[RedisValue], RedisCallFailure>).self) { group in
        for (server, indices) in groups {
          guard let server else { continue }
          group.addTask { [self] in
            (indices, await send(indices.map { commands[$0] }, to: server, deadline: attemptDeadline))
          }
        }
        for await (indices, result) in group {
          for (place, index) in indices.enumerated() {
            switch result {
            case .success(let values): tries[index].outcome = .value(values[place])
            case .failure(let failure): tries[index].outcome = .failure(failure)
            }
          }
        }
      }
      return tries
    }

    /// Divides commands so that no piece is larger than a call may be; those that are by themselves are left out.
    private func pieces(of indices: [Int], _ commands: [RedisCommand]) -> [[Int]] {
      let limit = configuration.limits.maximumRequestBytes
      var (pieces, room): ([[Int]], Int) = ([], 0)
      for index in indices where commands[index].byteCount <= limit {
        let bytes = commands[index].byteCount
        if bytes > room || pieces.isEmpty { (pieces, room) = (pieces + [[]], limit) }
        pieces[pieces.count - 1].append(index)
        room -= bytes
      }
      return pieces
    }

    private func attempt(
      _ command: RedisCommand, _ route: RedisCallPlan.Route, plan: RedisCallPlan
    ) async -> Try {
      let start = NIODeadline.now()
      let deadline = plan.attemptDeadline(now: start)
      let server: RedisAddress?
      switch route {
      case .asking(let address): server = address
      case .byMap:
        do {
          try await lookAtMap(deadline: deadline, isDoubtful: false)
        } catch {
          return Try(server: nil, outcome: .failure(.notSent(error.reason)), start: start)
        }
        server = state.withLock { $0.topology.server(for: command.key) }
      }
      guard let server else { return Try(server: nil, outcome: .failure(.notSent(.noOwner)), start: start) }
      let asking = route == .byMap ? [] : [RedisCommand("ASKING", effect: .read)]
      switch await send(asking + [command], to: server, deadline: deadline) {
      case .success(let values):
        return Try(server: server, outcome: .value(values.last ?? .null), start: start)
      case .failure(let failure): return Try(server: server, outcome: .failure(failure), start: start)
      }
    }

    private func send(
      _ commands: [RedisCommand], to server: RedisAddress, deadline: NIODeadline
    ) async -> Result<[RedisValue], RedisCallFailure> {
      do {
        let values = try await node(at: server).send(commands, deadline: deadline)
        return values.count == commands.count ? .success(values) : .failure(.lost)
      } catch {
        return .failure(error as? RedisCallFailure ?? .lost)
      }
    }
  }

  extension Duration {
    /// A random duration within bounds.
    fileprivate static func random(within bounds: ClosedRange<Duration>) -> Duration {
      bounds.lowerBound + (bounds.upperBound - bounds.lowerBound) * Double.random(in: 0...1)
    }
  }
#endif
