import HoldfastModel
import HoldfastStores

/// Makes the attempts that a run orders: chooses a target, asks it, and tells the run and the board what came.
struct Asking: Sendable {
  /// What the conversation says, made when it is needed: reading it may have to wait for a superseded reply.
  typealias Question = @Sendable () async throws -> ModelRequest

  let agent: Agent
  let board: TargetBoard
  let inbox: RunInbox
  let environment: EngineEnvironment
  let question: Question
  /// The reply that is being written.
  let reply: MessageID

  /// Makes an attempt, until a bell ends it.
  func make(_ order: AttemptOrder, endedBy bell: AttemptBell) async {
    var request: ModelRequest
    do { request = try await question() } catch is CancellationError { return } catch {
      // A failure that comes after the attempt was given up says nothing of the one after it.
      if Task.isCancelled { return }
      let isStore = error is StoreError
      return inbox.unanswerable(
        ProviderError(.transport, detail: isStore ? "the history could not be read" : "unexpected error"))
    }
    request.maximumOutputTokens = agent.maximumOutputTokens
    request.format = agent.format
    request.tools = agent.toolDefinitions
    request.append(order.said, of: reply)
    await ask(request, order, bell)
  }

  /// Asks whoever the board chooses, once it need not be waited for.
  private func ask(_ request: ModelRequest, _ order: AttemptOrder, _ bell: AttemptBell) async {
    var (request, order) = (request, order)
    while !Task.isCancelled {
      let chosen = board.choose(
        from: agent.targets, for: order, needsVision: request.needsVision, at: environment.now(),
        jitter: environment.jitter)
      switch chosen {
      case .failure(let reason): return refuse(reason)
      case .success(let choice) where choice.wait > .zero:
        inbox.waits(choice.wait)
        do { try await environment.clock.sleep(for: choice.wait) } catch { return }
        order.waits += 1
      case .success(let choice):
        if let text = order.continuing, let mode = choice.mode {
          request.continuing = ModelRequest.Continuation(text: text, mode: mode)
        }
        return await ask(choice, request, order.number, bell)
      }
    }
  }

  private func refuse(_ reason: NoTarget) {
    if Task.isCancelled { return }
    switch reason {
    case .unable:
      observe(.noTarget(.unable))
      inbox.unanswerable(ProviderError(.configuration, detail: "no model of the agent can do what is wanted"))
    case .closedOff(let duration):
      observe(.noTarget(.closedOff))
      inbox.unanswerable(
        ProviderError(.overload, detail: "all models of the agent are closed off", retryAfter: duration))
    case .budget:
      observe(.noTarget(.budget))
      inbox.unanswerable(ProviderError(.overload, detail: "this node makes no more further attempts for now"))
    }
  }

  private func ask(
    _ choice: TargetChoice, _ request: ModelRequest, _ number: Int, _ bell: AttemptBell
  ) async {
    let provider = choice.target.provider
    observe(.attemptMade(choice.role, provider: provider.name))
    inbox.begin(choice.attempt(number))
    let sentAt = environment.now()
    var hasContent = false
    var finish: FinishReason?
    func noteContent() {
      guard !hasContent else { return }
      hasContent = true
      let now = environment.now()
      board.noteContent(choice, after: .milliseconds(now.milliseconds - sentAt.milliseconds), at: now)
    }
    func end(_ ending: TargetBoard.Ending, _ result: EngineEvent.AttemptResult) {
      board.noteEnd(choice, ending, at: environment.now(), jitter: environment.jitter())
      observe(.providerAttempt(result, provider: provider.name))
    }
    func fail(_ error: ProviderError) {
      end(
        .failed(error, hasContent: hasContent), hasContent ? .aborted(error.kind) : .failed(error.kind))
    }
    do {
      try await provider.reply(to: request) { event in
        if case .finish(let reason) = event { finish = finish ?? reason }
        if event.isContent || finish != nil { noteContent() }
        try await inbox.put(event, of: number)
      }
      if let finish {
        end(.finished, .finished)
        if let odd = EngineEvent.OddFinish(finish) { observe(.oddFinish(odd, provider: provider.name)) }
      } else {
        fail(ProviderError(.cut, detail: "ended without a finish"))
      }
      inbox.providerEnded(nil, of: number)
    } catch let error as ProviderError {
      fail(error)
      inbox.providerEnded(error, of: number)
    } catch is CancellationError {
      // One that was given up because nothing came has failed; the run knows it.
      if let stall = bell.failure { return fail(stall) }
      end(.cancelled(hasContent: hasContent), .cancelled)
    } catch {
      let error = ProviderError(.malformed, detail: "unexpected error of the provider's adapter")
      fail(error)
      inbox.providerEnded(error, of: number)
    }
  }

  private func observe(_ event: EngineEvent) { environment.observer.observe(event) }
}

extension EngineEvent.OddFinish {
  /// What is odd about a finish; `nil` for a plain one.
  init?(_ reason: FinishReason) {
    switch reason {
    case .length: self = .length
    case .refusal: self = .refusal
    case .contentFilter: self = .contentFilter
    case .stop, .toolCalls, .error, .other: return nil
    }
  }
}

extension ModelRequest {
  /// Whether the message that is answered has an image.
  fileprivate var needsVision: Bool {
    messages.last { $0.role == .user }?.parts.contains {
      $0.file?.mediaType.lowercased().hasPrefix("image/") == true
    }
      ?? false
  }
}

extension ProviderEvent {
  /// Whether the event brings something of the reply itself.
  fileprivate var isContent: Bool {
    switch self {
    case .model, .usage, .finish: false
    default: true
    }
  }
}

extension ModelRequest {
  /// Adds what a reply has said in its earlier steps.
  ///
  /// Of a call that stands in the reply already, such as one that a person has approved, the later state counts.
  fileprivate mutating func append(_ parts: [MessagePart], of reply: MessageID) {
    guard !parts.isEmpty else { return }
    if let last = messages.indices.last, messages[last].id == reply, messages[last].role == .assistant {
      messages[last].parts.merge(parts)
    } else {
      messages.append(UIMessage(id: reply, role: .assistant, parts: parts))
    }
  }
}
