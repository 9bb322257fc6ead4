import HoldfastEngine
import HoldfastModel
import Hummingbird

/// What is degraded, for people and programs.
struct StatusRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.status) { _, _ in status() }
  }

  private func status() -> Response {
    let degradations = services.health.degradations
    let facts = services.facts
    return JSONAnswer.object { json in
      json.member("status", degradations.isEmpty ? "ok" : "degraded")
      json.member("version", facts.version)
      json.member("durability", facts.durability)
      json.key("provider")
      json.object { json in
        json.member("name", facts.provider)
        json.member("model", facts.model)
      }
      json.key("targets")
      json.array { json in
        for (target, state) in services.engine.targets {
          json.element([
            "target": .string(target.id), "start": .string(state.start.state.name.rawValue),
            "stream": .string(state.stream.state.name.rawValue),
            "limit": .number(JSONNumber(state.concurrency.value)),
            "waiting": .number(JSONNumber(state.waiting)),
          ])
        }
      }
      json.key("degraded")
      json.array { json in
        for degradation in degradations {
          json.element([
            "component": .string(degradation.component), "cause": .string(degradation.cause),
            "since": degradation.since.json, "message": .string(degradation.message),
          ])
        }
      }
    }
  }
}
