import Holdfast
import HoldfastModel
import Testing

/// What is wrong with a request is said in the one form, and nothing is written.
@Suite(.timeLimit(.minutes(2)))
struct `Bad requests` {
  @Test(arguments: BadRequest.bodies) func `bodies`(request: BadRequest) async throws {
    try await check(request)
  }
  @Test(arguments: BadRequest.callers) func `callers`(request: BadRequest) async throws {
    try await check(request)
  }
  @Test(arguments: BadRequest.routes) func `routes`(request: BadRequest) async throws {
    try await check(request)
  }
  @Test(arguments: BadRequest.verbs) func `verbs`(request: BadRequest) async throws {
    try await check(request)
  }

  private static func limit(_ configuration: inout HoldfastConfiguration) {
    configuration.http.origins = ["https://app.example"]
    configuration.limits.bodyBytes = 64 << 10
    configuration.limits.messageBytes = 4 << 10
    configuration.limits.fileBytes = 1 << 10
    configuration.limits.draftBytes = 1 << 10
    configuration.limits.jsonDepth = 16
  }

  private func check(_ request: BadRequest) async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider, configure: Self.limit) { server in
      let (owner, stranger) = (server.visitor(), server.visitor())
      let frames = try await owner.ask().frames
      let other = try await owner.ask(session: "s2").frames
      let foreign = try await stranger.ask(session: "s3").frames
      try await server.untilQuiet()
      let ids = try #require(frames.first?.id?.split(separator: ".").map { String($0) })
      let names = [
        "{stream}": ids[0], "{seal1}": frames[1].id?.split(separator: ".").last.map { String($0) } ?? "",
        "{other}": other[0].id ?? "", "{reply}": try frames[0].json["messageId"]?.stringValue ?? "",
        "{foreign}": foreign[0].id ?? "", "{cookie}": owner.fields[0].1,
      ]
      let (before, contents) = (
        server.stores.effects, try await Contents(of: server, for: [owner, stranger])
      )

      let caller =
        switch request.caller {
        case .owner: owner
        case .stranger: stranger
        case .nobody: server.nobody
        }
      let fill = { @Sendable (text: String) in
        names.reduce(text) { $0.replacing($1.key, with: $1.value) }
      }
      var body = request.body
      if case .json(let text) = body { body = .json(fill(text)) }
      let answer = try await caller.send(
        request.method, fill(request.path), body, request.fields.map { ($0.0, fill($0.1)) })

      try ErrorShape.check(answer, status: request.status, code: request.code)
      #expect(answer["set-cookie"] == nil)
      if request.status == 405 {
        #expect(answer["allow"]?.split(separator: ", ").contains(Substring(request.method)) == false)
      }
      if request.status == 401 { #expect(answer["www-authenticate"] == "Bearer") }
      #expect(server.stores.effects == before)
      #expect(try await Contents(of: server, for: [owner, stranger]) == contents)
      #expect(provider.callCount == 3)
      #expect(server.log.errors.isEmpty)
    }
  }
}
