import HoldfastEngine
import HoldfastModel
import HoldfastSecurity
import HoldfastStores

/// One component of the server that is asked whether it works.
struct HealthProbe: Sendable {
  /// Its name on the status page and in metrics.
  let component: String
  /// Whether nothing new can be taken without it.
  let isEssential: Bool
  /// What it means for the user that it does not work.
  let message: String
  /// Why it does not work, in one word; `nil` when it does.
  let cause: @Sendable () async -> String?
  /// The part of running replies that it concerns, whose readers are told; `nil` when it concerns none.
  var phase: ChatError.Phase?

  /// A probe of each conversation store.
  ///
  /// Without the one of anonymous conversations alone, users are served as ever.
  static func conversations(of engine: Engine) -> [HealthProbe] {
    engine.conversationComponents.map { component in
      HealthProbe(
        component: component, isEssential: component != "anonymous",
        message: "New messages can't be taken right now: conversations can't be saved.",
        cause: { await cause { try await engine.checkConversations(of: component) } }, phase: .persistence)
    }
  }

  static func streamLog(of engine: Engine) -> HealthProbe {
    HealthProbe(
      component: "stream-log", isEssential: true,
      message: "New replies can't be started right now: replies can't be recorded.",
      cause: { await cause { try await engine.checkStreamLog() } }, phase: .stream)
  }

  /// A probe of the models that agents ask; with one of them closed off, another one answers where there is one.
  static func models(of engine: Engine) -> HealthProbe {
    HealthProbe(
      component: "models", isEssential: false,
      message: "Answers may be slower, or fail: a model does not answer as it should.",
      cause: { engine.isModelClosedOff ? "closed_off" : nil })
  }

  /// Keys that are due are fetched, so that those who are to be verified need not wait for them.
  static func keys(of tokens: TokenVerifier) -> HealthProbe {
    HealthProbe(
      component: "tokens", isEssential: false,
      message: "Some people can't be recognised right now: the keys that verify them can't be fetched.",
      cause: {
        await tokens.prepare()
        return tokens.keySetHealth?.failure?.rawValue
      })
  }

  private static func cause(_ check: () async throws -> Void) async -> String? {
    do {
      try await check()
      return nil
    } catch {
      return (error as? StoreError ?? StoreError(.unavailable, "")).code.description
    }
  }
}
