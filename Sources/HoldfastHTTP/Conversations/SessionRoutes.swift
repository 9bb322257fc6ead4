import HTTPTypes
import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Hummingbird
import NIOCore

/// Reading and removing conversations.
struct SessionRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.listSessions) { try await list($0, $1) }
    router.on(.readSession) { try await read($0, $1) }
    router.on(.deleteSession) { try await delete($0, $1) }
    router.on(.listMessages) { try await messages($0, $1) }
    router.on(.exportSession) { try await export($0, $1) }
  }

  private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
    let query = QueryValues(request)
    let limit = try query.pageLimit(maximum: services.configuration.pageLimit, default: 30)
    let place = try query.text("before").map { (text) throws(ChatError) in try PageKeyText.decode(text) }
    let sessions =
      if let principal = try await services.principal(of: request) {
        try await services.engine.sessions(of: principal, after: place, limit: limit)
      } else { [SessionRecord]() }
    return JSONAnswer.object { json in
      json.key("sessions")
      json.array { json in for session in sessions { json.element(.object(session.json)) } }
      json.memberOrNull(
        "next", sessions.count == limit ? sessions.last.map { PageKeyText.encode($0.pageKey) } : nil)
    }
  }

  private func read(_ request: Request, _ context: ServerContext) async throws -> Response {
    let session = try await session(request, context)
    return JSONAnswer.response(json: Array(JSONValue.object(session.json).text.utf8))
  }

  private func delete(_ request: Request, _ context: ServerContext) async throws -> Response {
    let id = try context.session()
    guard let principal = try await services.principal(of: request),
      try await services.engine.deleteSession(id, of: principal)
    else { throw ChatError.notFound("there is no such session", code: .sessionNotFound) }
    return Response(status: .noContent)
  }

  private func messages(_ request: Request, _ context: ServerContext) async throws -> Response {
    let query = QueryValues(request)
    let limit = try query.pageLimit(
      maximum: services.configuration.pageLimit, default: services.configuration.pageLimit)
    let after = try query.integer("after") ?? 0
    let session = try await session(request, context)
    let page = try await services.engine.messages(
      in: session.id, of: session.principal, after: Int64(after), limit: limit)
    return JSONAnswer.object { json in
      json.key("messages")
      json.array { json in for message in page.messages { json.element(.object(message.json)) } }
      json.memberOrNull("next", page.next.map(String.init))
    }
  }

  private func export(_ request: Request, _ context: ServerContext) async throws -> Response {
    let session = try await session(request, context)
    let services = services
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/jsonl; charset=utf-8",
        .contentDisposition: "attachment; filename=\"conversation.jsonl\"",
      ],
      body: ResponseBody { writer in
        var next: Int64? = 0
        while let after = next {
          let page = try await services.engine.messages(
            in: session.id, of: session.principal, after: after, limit: services.configuration.pageLimit)
          let lines = page.messages.map { JSONValue.object($0.json).text + "\n" }.joined()
          if !lines.isEmpty { try await writer.write(ByteBuffer(string: lines)) }
          next = page.next
        }
        try await writer.finish(nil)
      })
  }

  /// The session of the path, when it is the caller's.
  private func session(_ request: Request, _ context: ServerContext) async throws -> SessionRecord {
    let id = try context.session()
    guard let principal = try await services.principal(of: request),
      let session = try await services.engine.session(id, of: principal)
    else { throw ChatError.notFound("there is no such session", code: .sessionNotFound) }
    return session
  }
}
