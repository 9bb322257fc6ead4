import HoldfastModel
import HoldfastStores

/// The bugs about quota that are planted to prove the checks; without a ``Sabotage`` all of this changes nothing.
extension SimulatedConversationStore {
  func tampered(_ request: QuotaRequest) -> QuotaRequest {
    guard world.sabotage == .ignoreLimits else { return request }
    var request = request
    for index in request.limits.indices { request.limits[index].limit = .max }
    return request
  }

  func tampered(_ end: QuotaEnd) -> QuotaEnd {
    world.sabotage == .payForNothing && end == .released
      ? .committed(QuotaAmount(messages: 1, tokens: 5)) : end
  }

  func tamper(
    after ended: inout QuotaReservation?, from before: MemoryQuota?, in memory: MemoryConversationStore
  ) {
    guard let before, var changed = ended else { return }
    switch world.sabotage {
    case .forgetSums: memory.contents.quotas[changed.principal]?.save(before.account)
    case .endAgain where before.reservation(changed.id) == changed && changed.state != .outstanding:
      changed.state = changed.state == .released ? .expired : .released
      memory.contents.quotas[changed.principal]?.save(changed)
      ended = changed
    default: break
    }
  }
}
