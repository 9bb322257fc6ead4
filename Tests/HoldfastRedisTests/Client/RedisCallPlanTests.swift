#if Redis
  import HoldfastRedis
  import HoldfastStores
  import NIOCore
  import Testing

  @Suite struct RedisCallPlanTests {
    private typealias Plan = RedisCallPlan

    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private static let server = RedisAddress(host: "a", port: 1)
    private static let pause = Duration.milliseconds(20)

    private static func plan(_ effect: RedisCommand.Effect) -> Plan {
      Plan(effect, limits: RedisLimits(), now: start, deadline: start + .seconds(6))
    }

    /// The step after an outcome that came some time after the start.
    private static func step(
      _ plan: inout Plan, _ outcome: Plan.Outcome, after time: TimeAmount = .seconds(0)
    ) -> Plan.Step {
      plan.next(after: outcome, from: server, now: start + time, pause: pause).0
    }

    private static func error(_ text: String) -> Plan.Outcome { .value(.error(RedisErrorReply(text))) }

    private static func code(_ step: Plan.Step) -> StoreError.Code? {
      if case .fail(let code, _) = step { code } else { nil }
    }

    @Test func `a write without a reply is repeated, and is indeterminate when no repeat is answered`() {
      var plan = Self.plan(.write)
      #expect(Self.step(&plan, .failure(.lost)) == .retry(after: Self.pause, .byMap))
      #expect(Self.step(&plan, .failure(.notSent(.noConnection))) == .retry(after: Self.pause, .byMap))
      #expect(Self.step(&plan, .failure(.late), after: .seconds(5)) == .retry(after: Self.pause, .byMap))
      #expect(Self.code(Self.step(&plan, .failure(.late), after: .seconds(6))) == .indeterminate)
    }

    @Test func `a repeat that is answered decides`() {
      var plan = Self.plan(.write)
      _ = Self.step(&plan, .failure(.lost))
      #expect(Self.step(&plan, .value(.integer(1))) == .finish(.integer(1)))
    }

    @Test func `a repeat that is refused does not say that the first try did nothing`() {
      var plan = Self.plan(.write)
      _ = Self.step(&plan, .failure(.lost))
      #expect(Self.code(Self.step(&plan, Self.error("OOM no"))) == .indeterminate)
    }

    @Test func `a read without a reply is unavailable`() {
      var plan = Self.plan(.read)
      #expect(Self.step(&plan, .failure(.lost)) == .retry(after: Self.pause, .byMap))
      #expect(Self.code(Self.step(&plan, .failure(.lost), after: .seconds(6))) == .unavailable)
    }

    @Test func `what was never sent is unavailable`() {
      var plan = Self.plan(.write)
      #expect(Self.step(&plan, .failure(.notSent(.noConnection))) == .retry(after: Self.pause, .byMap))
      #expect(Self.code(Self.step(&plan, .failure(.notSent(.noConnection)))) == .unavailable)
      #expect(Self.code(Self.step(&plan, .failure(.notSent(.tooManyCalls)))) == .unavailable)
    }

    @Test func `a server that loads is waited for, for a while`() {
      var plan = Self.plan(.write)
      let loading = Self.error("LOADING Redis is loading the dataset in memory")
      #expect(Self.step(&plan, loading, after: .seconds(4)) == .retry(after: Self.pause, .byMap))
      #expect(Self.code(Self.step(&plan, loading, after: .seconds(5))) == .unavailable)
    }

    @Test func `a busy server is asked a few times more`() {
      var plan = Self.plan(.write)
      for _ in 1...RedisLimits().busyRetries {
        #expect(Self.step(&plan, Self.error("BUSY a script")) == .retry(after: Self.pause, .byMap))
      }
      #expect(Self.code(Self.step(&plan, Self.error("BUSY a script"))) == .unavailable)
    }

    @Test func `redirections are followed, but not for ever`() throws {
      var plan = Self.plan(.write)
      let slot = try #require(RedisSlot(7))
      let other = RedisAddress(host: "a", port: 9)
      let (step, news) = plan.next(
        after: Self.error("MOVED 7 :9"), from: Self.server, now: Self.start, pause: Self.pause)
      #expect(step == .retry(after: .zero, .byMap))
      #expect(news == .moved(slot, other))
      #expect(Self.step(&plan, Self.error("ASK 7 a:9")) == .retry(after: .zero, .asking(other)))
      for _ in 3...RedisLimits().redirections { _ = Self.step(&plan, Self.error("ASK 7 a:9")) }
      #expect(Self.code(Self.step(&plan, Self.error("ASK 7 a:9"))) == .unavailable)
    }

    @Test func `a script that is not known is sent whole`() {
      var plan = Self.plan(.write)
      let step = Self.step(&plan, Self.error("NOSCRIPT No matching script."))
      #expect(step == .retry(after: .zero, .byMap, withSource: true))
    }

    @Test func `an error tells nothing of what was sent`() {
      var plan = Self.plan(.write)
      let step = Self.step(&plan, Self.error("ERR unknown command 'X', with args beginning with: 'sesame'"))
      guard case .fail(let code, let message) = step else {
        Issue.record("\(step)")
        return
      }
      #expect(code == .unavailable)
      #expect(!message.contains("sesame"))
    }
  }
#endif
