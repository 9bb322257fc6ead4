import HoldfastModel
import Synchronization

/// Holds the current key set and fetches the next one.
///
/// One fetch at a time, however many requests wait for it. The fetch is a task of its own: the request that began it
/// may be cancelled while others wait.
final class KeySetSource: Sendable {
  private struct State {
    var schedule: KeySetSchedule
    var fetching: Task<Void, Never>?
  }

  private let location: KeySetLocation
  private let accepted: Set<TokenAlgorithm>
  private let maximumBytes: Int
  private let maximumKeys: Int
  private let fetch: @Sendable (String) async throws -> [UInt8]
  private let now: @Sendable () -> Timestamp
  private let state: Mutex<State>

  init(
    location: KeySetLocation, accepted: Set<TokenAlgorithm>, settings: TokenConfiguration,
    fetch: @escaping @Sendable (String) async throws -> [UInt8], now: @escaping @Sendable () -> Timestamp
  ) {
    self.location = location
    self.accepted = accepted
    maximumBytes = settings.maximumKeySetBytes
    maximumKeys = settings.maximumKeys
    self.fetch = fetch
    self.now = now
    state = Mutex(State(schedule: KeySetSchedule(settings)))
  }

  /// How fresh the keys are.
  var health: KeySetHealth {
    let schedule = state.withLock { $0.schedule }
    return KeySetHealth(
      keys: schedule.keys?.keys.count ?? 0, fetchedAt: schedule.fetchedAt, failure: schedule.failure)
  }

  /// The key set; `nil` when none was ever had.
  ///
  /// Waits for a fetch when there is no set yet, and when this call finds that the set is due. When the last fetch
  /// failed, the next one goes on behind the last good set: an issuer that is down slows nobody.
  func current() async -> KeySet? {
    let now = now()
    let (keys, fetch) = state.withLock { state -> (KeySet?, Task<Void, Never>?) in
      let keys = state.schedule.keys
      if state.schedule.isDue(at: now), state.fetching == nil {
        let waits = keys == nil || state.schedule.failure == nil
        let fetch = begin(&state, at: now)
        return (keys, waits ? fetch : nil)
      }
      return (keys, keys == nil ? state.fetching : nil)
    }
    guard let fetch else { return keys }
    await fetch.value
    return state.withLock { $0.schedule.keys }
  }

  /// The newest key set that may be had for a token whose key is unknown; `nil` when the issuer does not answer, so
  /// that nothing can be said about the token.
  func newest() async -> KeySet? {
    let now = now()
    let fetch = state.withLock { state in
      state.fetching ?? (state.schedule.mayRetry(at: now) ? begin(&state, at: now) : nil)
    }
    await fetch?.value
    return state.withLock { $0.schedule.failure == nil ? $0.schedule.keys : nil }
  }

  private func begin(_ state: inout State, at now: Timestamp) -> Task<Void, Never> {
    state.schedule.begin(at: now)
    let task = Task { await self.run() }
    state.fetching = task
    return task
  }

  private func run() async {
    let result: Result<KeySet, KeySetFailure>
    do throws(KeySetFailure) {
      let bytes = try await load()
      result = .success(
        try await KeySet(parsing: bytes, accepting: accepted, maximumKeys: maximumKeys))
    } catch {
      result = .failure(error)
    }
    state.withLock { state in
      state.schedule.finish(result, at: now())
      state.fetching = nil
    }
  }

  private func load() async throws(KeySetFailure) -> [UInt8] {
    switch location {
    case .file(let path):
      do {
        return try SystemFile.contents(of: path, limit: maximumBytes).bytes
      } catch {
        if case .tooLarge = error { throw .tooLarge }
        throw .notFetched
      }
    case .url(let url):
      let bytes: [UInt8]
      do { bytes = try await fetch(url) } catch { throw .notFetched }
      guard bytes.count <= maximumBytes else { throw .tooLarge }
      return bytes
    }
  }
}
