public import Hummingbird

/// The routes of the public port.
public enum ServerRouter {
  /// What answers the requests of the public port.
  public static func responder(services: Services) -> some HTTPResponder<ServerContext> {
    OwnTaskResponder(base: router(services: services).buildResponder())
  }

  /// The router with all routes and pages.
  public static func router(services: Services) -> Router<ServerContext> {
    let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: EdgeMiddleware(services: services))
    ChatRoutes(services: services).add(to: router)
    SessionRoutes(services: services).add(to: router)
    DraftRoutes(services: services).add(to: router)
    StreamRoutes(services: services).add(to: router)
    ArtifactRoutes(services: services).add(to: router)
    AgentRoutes(services: services).add(to: router)
    QuotaRoutes(services: services).add(to: router)
    StatusRoutes(services: services).add(to: router)
    WebPages(services: services).add(to: router)
    return router
  }
}
