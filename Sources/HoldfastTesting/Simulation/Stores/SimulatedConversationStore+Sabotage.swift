import HoldfastModel
import HoldfastStores

/// The bugs of a conversation store that are planted to prove the checks; without a ``Sabotage`` all of this changes
/// nothing.
extension SimulatedConversationStore {
  func tampered(_ request: ClaimRequest, in memory: MemoryConversationStore) async throws -> ClaimRequest {
    guard world.sabotage == .ignoreContent, let claim = try await memory.claim(for: request.key) else {
      return request
    }
    var request = request
    request.fingerprint = claim.fingerprint
    return request
  }

  func tamper(
    after outcome: ClaimOutcome, of request: ClaimRequest, in memory: MemoryConversationStore
  ) async throws {
    guard world.sabotage == .storeRefused, outcome == .messageConflict else { return }
    var renamed = request
    renamed.message.id = MessageID(rawValue: "\(request.message.id)-renamed-\(request.stream)")
    renamed.key.message = renamed.message.id
    _ = try await memory.claim(renamed)
  }

  func tampered(_ outcome: ClaimOutcome) -> ClaimOutcome {
    guard world.sabotage == .everybodyCreates, case .existing(let claim, _) = outcome,
      claim.state == .claimed
    else { return outcome }
    return .claimed(claim)
  }

  func tampered(_ settlement: Settlement) -> Settlement {
    guard world.sabotage == .saveEarly else { return settlement }
    var settlement = settlement
    settlement.message?.order -= 1
    return settlement
  }

  func tamper(
    after outcome: SettleOutcome, of settlement: Settlement, in memory: MemoryConversationStore
  ) async throws {
    guard world.sabotage == .saveTwice, outcome == .settled, var message = settlement.message,
      let claim = try await memory.claim(for: settlement.key)
    else { return }
    let name = "\(settlement.stream)-again"
    let question = UIMessage(id: MessageID(rawValue: name), role: .user, parts: [.text("again")])
    var key = settlement.key
    key.message = question.id
    let request = ClaimRequest(
      key: key, principal: claim.principal, message: question, fingerprint: [],
      stream: StreamID(rawValue: name), run: claim.run, reply: MessageID(rawValue: "\(name)-reply"),
      agent: claim.agent, dialect: claim.dialect, routeForm: claim.routeForm, now: settlement.now)
    guard case .claimed(let second) = try await memory.claim(request) else { return }
    message.message.id = second.reply
    message.order = second.order
    _ = try await memory.settle(
      Settlement(key: key, stream: second.stream, message: message, now: settlement.now))
  }
}
