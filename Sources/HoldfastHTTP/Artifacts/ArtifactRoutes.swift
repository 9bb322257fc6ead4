import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Hummingbird

/// Reading the artifacts of conversations.
struct ArtifactRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.listArtifacts) { try await list($0, $1) }
    router.on(.readArtifact) { try await read($0, $1) }
  }

  private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
    let id = try context.session()
    guard let principal = try await services.principal(of: request),
      let artifacts = try await services.engine.artifacts(in: id, of: principal)
    else { throw ChatError.notFound("there is no such session", code: .sessionNotFound) }
    return JSONAnswer.object { json in
      json.key("artifacts")
      json.array { json in for artifact in artifacts { json.element(.object(artifact.summary)) } }
    }
  }

  private func read(_ request: Request, _ context: ServerContext) async throws -> Response {
    let id = ArtifactID(rawValue: context.variable("artifact"))
    guard let principal = try await services.principal(of: request),
      case let versions = try await services.engine.versions(of: id, for: principal),
      let newest = versions.last
    else { throw ChatError.notFound("there is no such artifact", code: .artifactNotFound) }
    return JSONAnswer.object { json in
      json.member("id", id.rawValue)
      json.member("kind", newest.content.kind.rawValue)
      json.member("title", newest.content.title)
      json.key("versions")
      json.array { json in for version in versions { json.element(.object(version.whole)) } }
    }
  }
}

extension ArtifactRecord {
  /// The artifact as a list shows it.
  fileprivate var summary: JSONObject {
    [
      "id": .string(content.id.rawValue), "kind": .string(content.kind.rawValue),
      "title": .string(content.title), "version": .number(JSONNumber(version)),
      "messageId": .string(message.rawValue), "createdAt": createdAt.json,
    ]
  }

  /// One version with all that it holds.
  fileprivate var whole: JSONObject {
    [
      "version": .number(JSONNumber(version)), "title": .string(content.title),
      "content": .string(content.content), "messageId": .string(message.rawValue),
      "createdAt": createdAt.json,
    ]
  }
}
