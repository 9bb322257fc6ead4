import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// How the clients of the simulation ask: the one place that knows the fields of a request.
enum SimulatedRequests {
  /// The request that a client's wish becomes.
  static func request(for sent: SimulatedClient.Sent, of principal: Principal) -> StartRequest {
    let message = UIMessage(id: sent.message, role: .user, parts: [.text(sent.text)])
    let turn: Turn =
      switch sent.ask {
      case .submit: .submit(message)
      case .edit: .edit(message)
      case .regenerate(let target): .regenerate(target: target, after: nil)
      case .continuation(let reply): .continuation(of: reply, answers: sent.answers)
      }
    let key = sent.key.map { name in
      IdempotencyKey(
        name: name, fingerprint: Digest.bytes(of: Array("\(sent.ask) \(sent.text)".utf8), count: 32))
    }
    return StartRequest(
      principal: principal, session: sent.session, turn: turn, agent: sent.agent,
      onActive: sent.onActive.engine, idempotencyKey: key)
  }
}

extension Post.OnActive {
  fileprivate var engine: StartRequest.OnActive {
    switch self {
    case .supersede: .supersede
    case .reject: .reject
    case .attach: .attach
    }
  }
}

extension Turn {
  /// What the user says in it.
  var text: String {
    switch self {
    case .submit(let message), .edit(let message): message.text
    case .regenerate, .continuation: ""
    }
  }
}
