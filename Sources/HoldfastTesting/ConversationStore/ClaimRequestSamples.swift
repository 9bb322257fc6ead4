import HoldfastModel
import HoldfastStores

extension ClaimRequest {
  /// The request of one turn of a sample conversation.
  ///
  /// - Parameters:
  ///   - number: Which turn; it names message, stream, run and reply, and gives the time in seconds.
  ///   - attempt: Gives stream, run and reply other names, as a repeat from another node has.
  static func turn(
    _ number: Int, in session: SessionID = .first, by principal: Principal = .ada, text: String? = nil,
    attempt: Int = 1, at second: Int? = nil
  ) -> ClaimRequest {
    let message = UIMessage(
      id: MessageID("message-\(number)"), role: .user, parts: [.text(text ?? "Question \(number)")])
    return ClaimRequest(
      "t\(number)a\(attempt)", .submit(message), in: session, by: principal, at: second ?? number)
  }

  /// The edit of the message of a turn.
  static func edit(
    _ number: Int, in session: SessionID = .first, text: String? = nil, attempt: Int = 1,
    at second: Int? = nil
  ) -> ClaimRequest {
    let message = turn(number, text: text).message
    return ClaimRequest("e\(number)a\(attempt)", .edit(message), in: session, at: second ?? number)
  }

  /// Asks for another reply, in place of the last one when none is named.
  static func regenerate(
    _ name: String, target: MessageID? = nil, after: MessageID? = nil, at second: Int = 50
  ) -> ClaimRequest {
    ClaimRequest(name, .regenerate(target: target, after: after), at: second)
  }

  /// Answers tool calls of a reply.
  static func continuation(
    _ name: String, of reply: MessageID, _ answers: [ToolAnswer], at second: Int = 60
  ) -> ClaimRequest {
    ClaimRequest(name, .continuation(of: reply, answers: answers), at: second)
  }

  private init(
    _ name: String, _ turn: Turn, in session: SessionID = .first, by principal: Principal = .ada,
    at second: Int
  ) {
    let name = (session.rawValue + name).filter { $0.isLetter || $0.isNumber }
    self.init(
      session: session, principal: principal, turn: turn, stream: StreamID("stream" + name),
      run: RunID("run" + name), reply: MessageID("reply-" + name), agent: "default", dialect: .v5,
      routeForm: .chat, now: .second(second))
    fingerprint = hasMessage ? message.sampleFingerprint : []
  }

  private var hasMessage: Bool {
    switch turn {
    case .submit, .edit: true
    case .regenerate, .continuation: false
    }
  }

  /// The user message of a submit or an edit; of another turn one that says nothing.
  var message: UIMessage {
    get {
      switch turn {
      case .submit(let message), .edit(let message): message
      case .regenerate, .continuation: UIMessage(id: MessageID(""), role: .user, parts: [])
      }
    }
    set {
      switch turn {
      case .submit: turn = .submit(newValue)
      case .edit: turn = .edit(newValue)
      case .regenerate, .continuation: break
      }
    }
  }

  /// The key of the claim for a submit or an edit.
  var key: ClaimKey { ClaimKey(session: session, message: message.id) }

  /// The request with something changed.
  func with(_ change: (inout ClaimRequest) -> Void) -> ClaimRequest {
    var copy = self
    change(&copy)
    return copy
  }

  /// The request, made anew, in place of a claim whose stream ended without success.
  func retry(of claim: Claim, _ name: String) -> ClaimRequest {
    with { request in
      request.replaces = claim.stream
      request.stream = StreamID("stream" + name)
      request.run = RunID("run" + name)
      request.reply = MessageID("reply-" + name)
    }
  }

  /// The request for another message, with its fingerprint.
  func asking(_ message: UIMessage) -> ClaimRequest {
    with { request in
      request.message = message
      request.fingerprint = message.sampleFingerprint
    }
  }
}
