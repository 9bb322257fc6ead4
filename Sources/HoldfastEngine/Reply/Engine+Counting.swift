import HoldfastModel
import HoldfastStores

/// The session is somebody else's: answered like one that is not there, and counted apart.
struct ResumeDenied: Error {}

extension Engine {
  func observe(_ event: EngineEvent) { context.environment.observer.observe(event) }

  /// Answers a resume, and counts how.
  func countingResume<Value>(_ call: () async throws -> Value?) async throws -> Value? {
    let begun = context.environment.now()
    func count(_ outcome: EngineEvent.ResumeOutcome) {
      let after = context.environment.now().milliseconds - begun.milliseconds
      observe(.resumeAnswered(outcome, after: .milliseconds(after)))
    }
    do {
      let value = try await call()
      count(value == nil ? .none : .resumed)
      return value
    } catch is ResumeDenied {
      count(.denied)
      return nil
    } catch let error as ChatError {
      switch error.code {
      case .cursorInvalid: count(.cursor)
      case .streamGone: count(.gone)
      default: count(.unavailable)
      }
      throw error
    }
  }

  /// Counts what a request to start was found to be, when it was not new.
  func countRepeat(_ outcome: ClaimOutcome) {
    switch outcome {
    case .messageConflict: observe(.repeatAnswered(.conflict))
    case .keyReused: observe(.repeatAnswered(.keyReused))
    case .active: observe(.repeatAnswered(.active))
    case .claimed, .existing, .sessionForbidden, .sessionDeleted, .targetNotFound: break
    }
  }
}
