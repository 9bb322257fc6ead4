import HoldfastModel
import HoldfastStores

/// The bugs of a conversation store that are planted to prove the checks; without a ``Sabotage`` all of this changes
/// nothing.
extension SimulatedConversationStore {
  func tampered(_ request: ClaimRequest, in memory: MemoryConversationStore) async throws -> ClaimRequest {
    guard world.sabotage == .ignoreContent, case .submit(let message) = request.turn,
      let claim = try await memory.claim(for: ClaimKey(session: request.session, message: message.id))
    else { return request }
    var request = request
    request.fingerprint = claim.fingerprint
    return request
  }

  func tamper(
    after outcome: ClaimOutcome, of request: ClaimRequest, in memory: MemoryConversationStore
  ) async throws {
    guard world.sabotage == .storeRefused, outcome == .messageConflict,
      case .submit(var message) = request.turn
    else { return }
    var renamed = request
    message.id = MessageID(rawValue: "\(message.id)-renamed-\(request.stream)")
    renamed.turn = .submit(message)
    _ = try await memory.claim(renamed)
  }

  func tampered(_ settlement: Settlement) -> Settlement {
    guard world.sabotage == .forgetEffects else { return settlement }
    var settlement = settlement
    settlement.effects = []
    return settlement
  }

  func tampered(_ outcome: ClaimOutcome) -> ClaimOutcome {
    guard world.sabotage == .everybodyCreates, case .existing(let claim, _) = outcome,
      claim.state == .claimed
    else { return outcome }
    return .claimed(claim)
  }

  func tampered(_ messages: [StoredMessage]) -> [StoredMessage] {
    guard world.sabotage == .listEarly else { return messages }
    return messages.map { message in
      var message = message
      if message.message.role == .assistant { message.order -= 1 }
      return message
    }
  }

  func tamper(
    after outcome: SettleOutcome, of settlement: Settlement, in memory: MemoryConversationStore
  ) async throws {
    guard world.sabotage == .saveTwice, outcome == .settled, var message = settlement.message,
      let claim = try await memory.claim(of: settlement.stream, in: settlement.session)
    else { return }
    let name = "\(settlement.stream)-again"
    let question = UIMessage(id: MessageID(rawValue: name), role: .user, parts: [.text("again")])
    let request = ClaimRequest(
      session: settlement.session, principal: claim.principal, turn: .submit(question),
      stream: StreamID(rawValue: name), run: claim.run, reply: MessageID(rawValue: "\(name)-reply"),
      agent: claim.agent, dialect: claim.dialect, routeForm: claim.routeForm, now: settlement.now)
    guard case .claimed(let second) = try await memory.claim(request) else { return }
    message.message.id = second.reply
    message.order = second.order
    _ = try await memory.settle(
      Settlement(
        session: settlement.session, stream: second.stream, message: message, now: settlement.now))
  }
}
