import HoldfastEngine
import HoldfastModel
import HoldfastSecurity
import HoldfastStores
import Hummingbird

/// How much of its plans a principal has used, and when they begin anew.
struct QuotaRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.readQuota) { request, _ in try await read(request) }
  }

  private func read(_ request: Request) async throws -> Response {
    let principal = try await services.principal(of: request)
    let zone = services.authenticator.timeZone(authorization: request.headers[.authorization])
    let standings =
      if let principal { try await services.engine.quota(of: principal, in: zone) } else {
        [QuotaStanding]()
      }
    return JSONAnswer.object { json in
      json.key("plans")
      json.array { json in for standing in standings { json.element(standing.json) } }
    }
  }
}

extension QuotaStanding {
  /// The standing as the wire shows it.
  fileprivate var json: JSONValue {
    [
      "plan": .string(plan), "limits": .array(limits.map(\.json)),
      "concurrency": concurrency.map {
        ["limit": .number(JSONNumber($0)), "running": .number(JSONNumber(running))]
      } ?? .null,
    ]
  }
}

extension QuotaStanding.Limit {
  fileprivate var json: JSONValue {
    [
      "unit": .string(unit.rawValue), "period": .string(window.period.rawValue),
      "limit": .number(JSONNumber(limit)), "used": .number(JSONNumber(used)),
      "reserved": .number(JSONNumber(reserved)), "remaining": .number(JSONNumber(remaining)),
      "resetsAt": window.end.json,
    ]
  }
}
