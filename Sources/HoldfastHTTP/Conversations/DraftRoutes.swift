import HTTPTypes
import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Hummingbird

/// The unsent prompt of a session, which need not exist yet.
struct DraftRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.readDraft) { try await read($0, $1) }
    router.on(.saveDraft) { try await save($0, $1) }
    router.on(.deleteDraft) { try await delete($0, $1) }
  }

  private func read(_ request: Request, _ context: ServerContext) async throws -> Response {
    let session = try context.session()
    guard let principal = try await services.principal(of: request),
      let draft = try await services.engine.draft(of: principal, for: session)
    else { return Response(status: .noContent) }
    return JSONAnswer.object { json in
      json.member("text", draft.text)
      json.member("updatedAt", draft.updatedAt)
    }
  }

  private func save(_ request: Request, _ context: ServerContext) async throws -> Response {
    var request = request
    let session = try context.session()
    let principal = try await requirePrincipal(request)
    let limit = services.configuration.draftBytes
    // JSON may write each byte of the text as an escape of six.
    let body = try await services.bodies.object(
      from: &request, limit: limit * 6 + 64, depth: services.configuration.jsonDepth)
    guard let text = body["text"]?.stringValue else {
      throw ChatError.invalidRequest("text must be a string")
    }
    guard text.utf8.count <= limit else {
      throw ChatError.payloadTooLarge("the draft is larger than \(limit) bytes")
    }
    try await services.engine.saveDraft(text, of: principal, for: session)
    return Response(status: .noContent)
  }

  private func delete(_ request: Request, _ context: ServerContext) async throws -> Response {
    let session = try context.session()
    if let principal = try await services.principal(of: request) {
      try await services.engine.saveDraft("", of: principal, for: session)
    }
    return Response(status: .noContent)
  }

  private func requirePrincipal(_ request: Request) async throws -> Principal {
    guard let principal = try await services.principal(of: request) else {
      throw ChatError.unauthorized("a draft needs a token or a cookie")
    }
    return principal
  }
}
