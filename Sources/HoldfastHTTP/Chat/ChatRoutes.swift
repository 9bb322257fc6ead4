import HTTPTypes
import HoldfastEngine
import HoldfastModel
import HoldfastSecurity
import HoldfastStores
import Hummingbird

/// Starting, resuming and stopping replies, in the AI SDK's form and in the first system's.
struct ChatRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.startReply) { try await start($0, $1, form: .chat) }
    router.on(.startAgentReply) { try await start($0, $1, form: .lightfast) }
    router.on(.resumeReply) { request, context in
      if let index = try QueryValues(request).integer("startIndex") {
        return try await resume(request, context, from: index)
      }
      return try await resume(request, context)
    }
    router.on(.resumeAgentReply) { request, context in
      try requireAgent(context)
      return try await resume(request, context)
    }
    router.on(.stopReply) { try await stop($0, $1) }
    router.on(.stopAgentReply) { request, context in
      try requireAgent(context)
      return try await stop(request, context)
    }
  }

  // MARK: Start

  private func start(_ request: Request, _ context: ServerContext, form: RouteForm) async throws -> Response {
    var request = request
    let agent = form == .lightfast ? context.variable("agent") : Agent.defaultName
    if form == .lightfast { try requireAgent(context) }
    let (principal, setCookie) = try await services.principalMakingOne(of: request)
    let configuration = services.configuration
    let body = try await services.bodies.read(from: &request, limit: configuration.bodyBytes) { bytes in
      try StartBody(decoding: bytes, depth: configuration.jsonDepth)
    }
    let session = try session(of: body, context, form: form)
    let turn = try TurnReader(configuration: configuration).turn(from: body)
    let startRequest = StartRequest(
      principal: principal, session: session, turn: turn, agent: agent,
      dialect: Dialect(header: request.headers[.holdfastSDK]), routeForm: form,
      cursor: try cursor(of: request), onActive: try onActive(of: body),
      idempotencyKey: try idempotencyKey(of: request, for: turn),
      timeZone: services.authenticator.timeZone(authorization: request.headers[.authorization]))
    let handle: ReplyHandle
    do { handle = try await services.engine.start(startRequest) } catch {
      // A refusal makes nobody somebody; a failure may have come after the claim.
      guard let setCookie, (error as? ChatError)?.status ?? 500 >= 500 else { throw error }
      throw NewcomerError(underlying: error, setCookie: setCookie)
    }
    var response = EventStreamResponse(services: services, channel: context.channel).response(for: handle)
    response.headers[.setCookie] = setCookie
    RateLimitFields.add(handle.quota, at: services.now(), to: &response.headers)
    response.headers[.traceparent] = traceParent(request, context)
    return response
  }

  private func session(
    of body: StartBody, _ context: ServerContext, form: RouteForm
  ) throws(ChatError) -> SessionID {
    if form == .lightfast { return try context.session() }
    guard let id = body.session, ClientIdentifier.isValid(id) else {
      throw ChatError.invalidRequest("id must name a session: 1 to 128 visible ASCII characters")
    }
    return SessionID(rawValue: id)
  }

  private func onActive(of body: StartBody) throws(ChatError) -> StartRequest.OnActive {
    switch body.onActive {
    case nil, "supersede": return .supersede
    case "reject": return .reject
    case "attach": return .attach
    default: throw ChatError.invalidRequest("onActive must be supersede, reject or attach")
    }
  }

  private func idempotencyKey(of request: Request, for turn: Turn) throws(ChatError) -> IdempotencyKey? {
    guard let field = request.headers[.idempotencyKey] else { return nil }
    return IdempotencyKey(
      name: try RequestKey.name(in: field), fingerprint: services.fingerprint(RequestKey.content(of: turn)))
  }

  private func requireAgent(_ context: ServerContext) throws(ChatError) {
    guard services.engine.agent(named: context.variable("agent")) != nil else {
      throw ChatError.notFound("there is no agent of this name", code: .agentNotFound)
    }
  }

  private func traceParent(_ request: Request, _ context: ServerContext) -> String {
    let hash = services.fingerprint(Array(context.requestID.rawValue.utf8))
    let trace = TraceParent(header: request.headers[.traceparent]) ?? TraceParent(hash: hash)
    return trace.header(spanHash: hash)
  }

  // MARK: Resume

  private func cursor(of request: Request) throws(ChatError) -> Cursor? {
    guard let text = request.headers[.lastEventID], !text.isEmpty else { return nil }
    guard let cursor = Cursor(text) else { throw ChatError.cursorInvalid("Last-Event-ID is no cursor") }
    return cursor
  }

  private func resume(_ request: Request, _ context: ServerContext) async throws -> Response {
    let session = try context.session()
    let cursor = try cursor(of: request)
    guard let principal = try await services.principal(of: request),
      let handle = try await services.engine.resume(
        session, of: principal, after: cursor,
        replacesMessages: Dialect(header: request.headers[.holdfastSDK]).hasVersion6Fields)
    else { return Response(status: .noContent) }
    return EventStreamResponse(services: services, channel: context.channel).response(for: handle)
  }

  private func resume(_ request: Request, _ context: ServerContext, from index: Int) async throws -> Response
  {
    let answer = EventStreamResponse(services: services, channel: context.channel)
    let name = try context.session().rawValue
    guard let principal = try await services.principal(of: request),
      let found = try await services.engine.resume(named: name, of: principal, startIndex: index)
    else {
      // A client of this form counts anything but a stream that finishes as a fault, and asks again.
      return answer.response(ofLocal: [.finish()])
    }
    var response = answer.response(for: found.handle)
    if index < 0 { response.headers[.workflowTailIndex] = "\(found.tailIndex)" }
    return response
  }

  // MARK: Stop

  private func stop(_ request: Request, _ context: ServerContext) async throws -> Response {
    var request = request
    let session = try context.session()
    let principal = try await services.principal(of: request)
    let body = try await services.bodies.object(
      from: &request, limit: services.configuration.bodyBytes, depth: services.configuration.jsonDepth)
    let target = try stopTarget(body)
    let result =
      if let principal { try await services.engine.stop(target, in: session, of: principal) } else {
        StopResult()
      }
    return JSONAnswer.object { json in
      json.memberOrNull("streamId", result.stream?.rawValue)
      json.memberOrNull("state", result.state?.rawValue)
    }
  }

  private func stopTarget(_ body: JSONObject) throws(ChatError) -> StopTarget {
    func text(_ name: String) throws(ChatError) -> String? {
      guard let value = body[name], !value.isNull else { return nil }
      guard let text = value.stringValue else { throw ChatError.invalidRequest("\(name) must be a string") }
      return text
    }
    let (stream, active) = (try text("streamId"), try text("activeStreamId"))
    if let stream = stream ?? active { return .stream(StreamID(rawValue: stream)) }
    if let message = try text("messageId") { return .message(MessageID(rawValue: message)) }
    // The last reply that the client shows: while the next one has not begun, the one before it.
    let shown = body["assistantMessage"]?["id"]?.stringValue
    return shown.map { .activeElse(MessageID(rawValue: $0)) } ?? .active
  }
}
