import HTTPTypes
import HoldfastEngine
import HoldfastModel
public import Hummingbird
import NIOCore

/// The routes of the admin port.
public enum AdminRoutes {
  /// The router of the admin port.
  public static func router(services: Services) -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self)
    var paths: Set = ["/health/live", "/health/ready", "/admin/effects", "/admin/quota/verify"]
    if services.metrics != nil { paths.insert("/metrics") }
    router.add(middleware: AdminMiddleware(services: services, paths: paths))
    EffectAdminRoutes(services: services).add(to: router)
    QuotaAdminRoutes(services: services).add(to: router)
    router.get("/health/live") { _, _ in JSONAnswer.object { $0.member("status", "live") } }
    router.get("/health/ready") { _, _ in readiness(services) }
    if let metrics = services.metrics {
      router.get("/metrics") { _, _ in
        Response(
          status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
          body: ResponseBody(byteBuffer: ByteBuffer(string: metrics())))
      }
    }
    return router
  }

  /// Whether requests should be sent here, and what is degraded besides.
  private static func readiness(_ services: Services) -> Response {
    let degradations = services.health.degradations
    var reasons = degradations.filter(\.isEssential).map(\.component)
    if !services.engine.isReady { reasons.append(services.engine.isDraining ? "draining" : "starting") }
    return JSONAnswer.object(status: reasons.isEmpty ? .ok : .serviceUnavailable) { json in
      json.member("status", reasons.isEmpty ? "ready" : "not ready")
      json.member("reasons", JSONValue.array(reasons.map { .string($0) }))
      json.member("degraded", JSONValue.array(degradations.map { .string($0.component) }))
    }
  }
}
