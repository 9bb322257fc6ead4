import HTTPTypes
import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Hummingbird

/// The state of a stream, and the download of what was streamed.
struct StreamRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.streamState) { try await state($0, $1) }
    router.on(.rawStream) { try await raw($0, $1) }
  }

  private func state(_ request: Request, _ context: ServerContext) async throws -> Response {
    let record = try await record(request, context)
    return JSONAnswer.object { json in
      json.member("streamId", record.stream.rawValue)
      json.member("sessionId", record.header.session.rawValue)
      json.member("messageId", record.header.reply.rawValue)
      json.member("state", record.state?.rawValue ?? "running")
      json.member("length", record.length)
      json.member("ownerAlive", JSONValue.bool(services.engine.isOwnerAlive(record)))
      json.member("saved", JSONValue.bool(record.persistence == .saved))
    }
  }

  private func raw(_ request: Request, _ context: ServerContext) async throws -> Response {
    let form = QueryValues(request).text("as") ?? RawForm.text.rawValue
    guard let form = RawForm(rawValue: form) else {
      throw ChatError.invalidRequest("as must be text, jsonl or sse")
    }
    let record = try await record(request, context)
    let services = services
    return Response(
      status: .ok,
      headers: [
        .contentType: form.contentType,
        .contentDisposition: "attachment; filename=\"\(record.stream).\(form.fileExtension)\"",
      ],
      body: ResponseBody { writer in
        var position = 0
        while position < record.length {
          let frames = try await services.engine.frames(of: record.stream, from: position)
          guard let last = frames.last else { break }
          let buffer = try form.render(frames, of: record.stream)
          if buffer.readableBytes > 0 { try await writer.write(buffer) }
          position = last.position + 1
        }
        try await writer.finish(nil)
      })
  }

  /// The stream of the path, when it is the caller's.
  private func record(_ request: Request, _ context: ServerContext) async throws -> StreamRecord {
    let stream = StreamID(rawValue: context.variable("stream"))
    guard let principal = try await services.principal(of: request),
      let record = try await services.engine.streamRecord(stream, of: principal)
    else { throw ChatError.notFound("there is no such stream", code: .streamNotFound) }
    return record
  }
}
