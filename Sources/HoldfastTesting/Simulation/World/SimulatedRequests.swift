import HoldfastEngine
import HoldfastModel

/// How the clients of the simulation ask: the one place that knows the fields of a request.
enum SimulatedRequests {
  /// A user message.
  static func submit(_ sent: SimulatedClient.Sent, of principal: Principal, cursor: Cursor?) -> StartRequest {
    let message = UIMessage(id: sent.message, role: .user, parts: [.text(sent.text)])
    return StartRequest(principal: principal, session: sent.session, message: message, cursor: cursor)
  }
}
