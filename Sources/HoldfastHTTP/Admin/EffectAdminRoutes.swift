import Foundation
import HTTPTypes
import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Hummingbird

/// The effect ledger, for operators: what waits for a person, and what a person decides.
struct EffectAdminRoutes {
  let services: Services

  func add(to router: Router<BasicRequestContext>) {
    router.get("/admin/effects") { request, _ in try await list(request) }
    router.post("/admin/effects/{stream}/{call}/retry") { _, context in
      let entry = try await services.engine.retryEffect(at: try place(context))
      return JSONAnswer.response(json: Array(entry.listed.text.utf8))
    }
    router.post("/admin/effects/{stream}/{call}/resolve") { request, context in
      try await resolve(request, context)
    }
  }

  /// Entries that are open, or all of them; by stream and call, a page at a time.
  private func list(_ request: Request) async throws -> Response {
    let query = QueryValues(request)
    let limit = try query.pageLimit(maximum: 1000, default: 200)
    var after: StreamEffect.Place?
    if let stream = query.text("afterStream"), let call = query.text("afterCall") {
      after = StreamEffect.Place(stream: StreamID(rawValue: stream), call: call)
    }
    let effects =
      query.text("all") == "true"
      ? try await services.engine.allEffects(after: after, limit: limit)
      : try await services.engine.openEffects(after: after, limit: limit)
    return JSONAnswer.object { json in
      json.key("effects")
      json.array { json in for effect in effects { json.element(effect.listed) } }
      json.member("more", JSONValue.bool(effects.count == limit))
    }
  }

  private func resolve(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    var request = request
    let body = try await services.bodies.object(from: &request, limit: 16 << 10, depth: 8)
    guard let state = body["as"]?.stringValue.flatMap(EffectEntry.State.init(rawValue:)), state.isSettled
    else { throw ChatError.invalidRequest("as must be confirmed, compensated or failed") }
    let entry = try await services.engine.resolveEffect(
      at: try place(context), as: state, note: body["note"]?.stringValue ?? "")
    return JSONAnswer.response(json: Array(entry.listed.text.utf8))
  }

  private func place(_ context: BasicRequestContext) throws(ChatError) -> StreamEffect.Place {
    guard let stream = context.parameters.get("stream"), let call = context.parameters.get("call") else {
      throw ChatError.invalidRequest("the path must name a stream and a call")
    }
    return StreamEffect.Place(
      stream: StreamID(rawValue: stream), call: call.removingPercentEncoding ?? call)
  }
}

extension StreamEffect {
  /// The entry with its stream, as operators see it.
  fileprivate var listed: JSONValue {
    var object = entry.listed.objectValue ?? JSONObject()
    object["stream"] = .string(record.stream.rawValue)
    object["session"] = .string(record.header.session.rawValue)
    object["principal"] = .string(record.header.principal.text)
    object["message"] = .string(record.header.reply.rawValue)
    object["streamState"] = record.state.map { .string($0.rawValue) } ?? .null
    object["reply"] = .string(record.persistence.rawValue)
    object["key"] = .string("\(record.stream)/\(entry.call)")
    return .object(object)
  }
}

extension EffectEntry {
  /// The entry as operators see it: without what the model asked for and what it was told, which are the user's.
  fileprivate var listed: JSONValue {
    var object: JSONObject = [
      "call": .string(call), "tool": .string(tool), "effect": .string(effect.rawValue),
      "state": .string(state.rawValue), "tries": .number(JSONNumber(tries)),
      "changedAt": changedAt.json,
    ]
    object["dueAt"] = dueAt?.json
    object["detail"] = detail.map { .string($0) }
    return .object(object)
  }
}
