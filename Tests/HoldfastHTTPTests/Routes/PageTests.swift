import Logging
import Holdfast
import Foundation
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The web page` {
  private static let root = TestServer.webRoot

  @Test func `every file, with a tag and a policy`() async throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.root.path).filter {
      $0.contains(".")
    }
    #expect(files.contains("index.html"))
    try await TestServer.with { server in
      let visitor = server.visitor()
      for file in files {
        let path = file == "index.html" ? "/" : "/\(file)"
        let answer = try await visitor.get(path)
        #expect(answer.status == 200, "\(path)")
        #expect(answer.body == Array(try Data(contentsOf: Self.root.appendingPathComponent(file))))
        let policy = try #require(answer.head["content-security-policy"])
        for rule in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
          #expect(policy.contains(rule))
        }
        #expect(!policy.contains("unsafe"))
        #expect(answer.head["cache-control"] == "no-cache")
        let tag = try #require(answer.head["etag"])
        let again = try await visitor.get(path, ("if-none-match", tag))
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        #expect(again.head["etag"] == tag)
        let head = try await visitor.send("HEAD", path)
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
      }
    }
  }

  @Test(arguments: [
    "/..%2f..%2fPackage.swift", "/%2e%2e/%2e%2e/secret", "/index.html%00", "/web/index.html", "/.git",
  ])
  func `nothing but those files`(path: String) async throws {
    try await TestServer.with { server in
      try ErrorShape.check(try await server.nobody.get(path), status: 404, code: "NOT_FOUND")
    }
  }

  @Test func `a page that is not installed`() async throws {
    try await TestServer.with(configure: { $0.http.webRoot = "/nonexistent" }) { server in
      let answer = try await server.nobody.get("/")
      #expect(answer.status == 404)
      #expect(try await server.nobody.get("/api/status").status == 200)
      #expect(server.log.lines.contains { $0.level == .warning && $0.text.contains("files are missing") })
    }
  }
}
