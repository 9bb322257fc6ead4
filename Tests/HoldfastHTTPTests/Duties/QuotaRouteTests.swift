import Holdfast
import HoldfastEngine
import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Quota over HTTP` {
  private static let agents = [
    Agent(targets: [Target(provider: TestProvider.saying())], quotaClass: "free")
  ]

  private static func plan(_ configuration: inout HoldfastConfiguration) {
    var plan = HoldfastConfiguration.NamedPlan(name: "free")
    plan.messagesPerDay = 1
    plan.tokensPerMonth = 100_000
    configuration.plans = [plan]
  }

  @Test func `a reply says how much is left, and beyond the limit when it begins anew`() async throws {
    try await TestServer.with(agents: Self.agents, configure: Self.plan) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask()
      #expect(first.status == 200)
      #expect(first["ratelimit-policy"]?.hasPrefix("\"messages-day\";q=1;w=86400, \"tokens-month\"") == true)
      #expect(first["ratelimit"]?.hasPrefix("\"messages-day\";r=0;t=") == true)
      let second = try await visitor.ask("More", message: "m2")
      try ErrorShape.check(second, status: 403, code: "USAGE_LIMIT_EXCEEDED")
      let error = try second.json
      #expect(error["type"] == "USAGE_LIMIT_EXCEEDED" && error["category"] == "quota")
      let resetsAt = try #require(error["metadata"]?["resetsAt"]?.intValue)
      #expect(Int64(resetsAt) > TestServer.now().milliseconds)
      #expect((second["retry-after"].flatMap(Int.init) ?? 0) > 0)
      #expect(try await visitor.messages().count == 2)
      // The same message again is no new reply.
      let again = try await visitor.ask()
      #expect(again.status == 200 && again["ratelimit"]?.hasPrefix("\"messages-day\";r=0;t=") == true)
      // Somebody else has a limit of their own.
      #expect(try await server.visitor().ask(session: "s2").status == 200)
    }
  }

  @Test func `the route says what is used, set aside and left`() async throws {
    try await TestServer.with(agents: Self.agents, configure: Self.plan) { server in
      let visitor = server.visitor()
      _ = try await visitor.ask()
      try await server.untilQuiet()
      let plan = try #require(try await visitor.get("/api/quota").json["plans"]?.arrayValue?.first)
      #expect(plan["plan"] == "free" && plan["concurrency"] == .null)
      let limit = try #require(plan["limits"]?.arrayValue?.first)
      #expect(limit["unit"] == "messages" && limit["period"] == "day")
      #expect(limit["used"] == 1 && limit["reserved"] == 0 && limit["remaining"] == 0)
      #expect(try await server.nobody.get("/api/quota").json == ["plans": []])
    }
  }

  @Test func `days begin where the token says that the user lives`() async throws {
    let signer = try await TokenSigner.hs256()
    try await TestServer.with(agents: Self.agents) { configuration in
      Self.plan(&configuration)
      configuration.jwt.secret = SecretText(TokenSigner.secret)
    } _: { server in
      var ends: Set<Int> = []
      for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "not/a/zone"] {
        let token = try signer.token(for: "ada", more: #","zoneinfo":"\#(zone)""#)
        let answer = try await server.nobody.with(("authorization", "Bearer \(token)")).get("/api/quota")
        let limit = try answer.json["plans"]?.arrayValue?.first?["limits"]?.arrayValue?.first
        let end = try #require(limit?["resetsAt"]?.intValue)
        ends.insert(end / 3_600_000 % 24)
      }
      // Midnight is at 10:00 UTC on Kiritimati, at 11:00 UTC on Pago Pago, and where nobody knows at 0:00 UTC.
      #expect(ends == [10, 11, 0])
    }
  }

  @Test func `operators have all of it counted anew`() async throws {
    try await TestServer.with(agents: Self.agents, configure: Self.plan) { server in
      _ = try await server.visitor().ask()
      try await server.untilQuiet()
      let audit = try await server.admin("GET", "/admin/quota/verify").json
      #expect(audit["principals"] == 1 && audit["reservations"] == 1 && audit["differences"] == [])
    }
  }
}
