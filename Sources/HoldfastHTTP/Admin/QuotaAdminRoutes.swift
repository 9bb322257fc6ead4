import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Hummingbird

/// Counting all quota anew, for operators.
struct QuotaAdminRoutes {
  let services: Services

  func add(to router: Router<BasicRequestContext>) {
    router.get("/admin/quota/verify") { _, _ in
      let audit = try await services.engine.verifyQuota()
      return JSONAnswer.object { json in
        json.member("principals", audit.principals)
        json.member("reservations", audit.reservations)
        json.member("outstanding", audit.outstanding)
        json.key("differences")
        json.array { json in
          for difference in audit.differences {
            json.element([
              "principal": .string(difference.principal.text), "account": difference.account.json,
              "counted": difference.counted.json,
            ])
          }
        }
      }
    }
  }
}
