import Holdfast
import HoldfastEngine
import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The list of agents` {
  private static func target(_ provider: String, _ model: String, rank: Int, id: String? = nil) -> Target {
    let scripted = ScriptedProvider(name: provider, model: model)
    return Target(id: id, provider: scripted, rank: rank, hasVision: rank == 1)
  }

  static let agents = [
    Agent(
      name: "brief",
      targets: [
        target("secret-provider", "gpt-5", rank: 0),
        target("secret-provider", "gpt-5", rank: 0, id: "secret-provider/gpt-5#2"),
        target("other", "org/model", rank: 1),
      ],
      system: "secret instructions", continuation: .never, maximumOutputTokens: 4096, format: .json,
      summary: "Answers \"shortly\".", quotaClass: "standard"),
    Agent(targets: [target("test", "test-1", rank: 0)]),
  ]

  @Test func `says what each can do, the default one first`() async throws {
    try await TestServer.with(agents: Self.agents) { server in
      let answer = try await server.nobody.get("/api/agents")
      #expect(
        try answer.json == [
          "agents": [
            [
              "name": "default", "description": .null, "default": true, "continuation": "auto",
              "format": "text", "vision": false, "maximumOutputTokens": .null, "tools": [],
              "quotaClass": .null,
              "models": ["test-1"],
            ],
            [
              "name": "brief", "description": "Answers \"shortly\".", "default": false,
              "continuation": "never", "format": "json", "vision": true, "maximumOutputTokens": 4096,
              "tools": [], "quotaClass": "standard", "models": ["gpt-5", "org/model"],
            ],
          ]
        ])
    }
  }

  @Test func `says nothing of providers and instructions`() async throws {
    try await TestServer.with(agents: Self.agents) { server in
      let answer = try await server.nobody.get("/api/agents")
      #expect(!answer.text.contains("secret"))
      #expect(!answer.text.contains("#"))
    }
  }

  @Test func `the status names the first model of the default agent`() async throws {
    try await TestServer.with(agents: Self.agents) { server in
      let json = try await server.nobody.get("/api/status").json
      #expect(json["provider"] == ["name": "test", "model": "test-1"])
    }
  }

  @Test func `an agent that is not in it is not found`() async throws {
    try await TestServer.with(agents: Self.agents) { server in
      for path in ["/api/v/nobody/session", "/api/agents/brief"] {
        let answer = try await server.visitor().get(path)
        #expect(answer.status == 404, "\(path)")
      }
    }
  }
}
