import HoldfastModel
public import HoldfastStores
public import Logging
import Synchronization

/// Starts, resumes, stops and saves replies, on top of the two stores.
///
/// ``run()`` is its life; the rest may be called from any task while it runs. The engine holds nothing that a crash
/// would lose: what it does next is always in the stores.
public final class Engine: Sendable {
  private struct State {
    var runs: [StreamID: LocalRun] = [:]
    var isDraining = false
    var isReady = false
  }

  /// A run on this node.
  private struct LocalRun {
    var inbox: RunInbox
    var live: LiveStream
    var principal: Principal
    var isLogged: Bool
  }

  /// A piece of work for ``run()``.
  private typealias Work = @Sendable () async -> Void

  let context: Run.Context
  let agents: [String: Agent]
  let quota: QuotaBook
  let node: NodeID
  private let state = Mutex(State())
  private let works: AsyncStream<Work>
  private let addWork: AsyncStream<Work>.Continuation

  /// Makes an engine on a stream log and one store for all conversations.
  ///
  /// - Parameters:
  ///   - agents: Who can answer; one of them is named ``Agent/defaultName``.
  ///   - plans: What principals may have of the agents that name them.
  public convenience init(
    conversations: any ConversationStore, log: any StreamLog, agents: [Agent], plans: [QuotaPlan] = [],
    configuration: EngineConfiguration = EngineConfiguration(), environment: EngineEnvironment, logger: Logger
  ) {
    self.init(
      conversations: ConversationStores(conversations), log: log, agents: agents, plans: plans,
      configuration: configuration, environment: environment, logger: logger)
  }

  /// Makes an engine on a stream log and a store for each kind of principal.
  ///
  /// - Parameters:
  ///   - agents: Who can answer; one of them is named ``Agent/defaultName``.
  ///   - plans: What principals may have of the agents that name them.
  public init(
    conversations: ConversationStores, log: any StreamLog, agents: [Agent], plans: [QuotaPlan] = [],
    configuration: EngineConfiguration = EngineConfiguration(), environment: EngineEnvironment, logger: Logger
  ) {
    self.context = Run.Context(
      configuration: configuration, environment: environment, conversations: conversations, log: log,
      commit: GroupCommit(
        log: log, maximumWrites: configuration.commitBatchWrites, now: environment.now,
        observer: environment.observer), hub: StreamHub(),
      board: TargetBoard(limits: TargetBoard.Limits(configuration), observer: environment.observer),
      logger: logger)
    self.agents = Dictionary(agents.map { ($0.name, $0) }) { _, last in last }
    self.quota = QuotaBook(plans, calendar: environment.calendar)
    self.node = environment.ids.make()
    // Unbounded, but every element is a run that `maximumRuns` admitted.
    (self.works, self.addWork) = AsyncStream.makeStream(of: Work.self)
  }

  /// The engine's configuration.
  public var configuration: EngineConfiguration { context.configuration }

  /// The agents, by name.
  public var agentNames: [String] { agents.keys.sorted() }

  /// An agent.
  public func agent(named name: String) -> Agent? { agents[name] }

  /// The streams that run on this node, for tests and metrics.
  package var hub: StreamHub { context.hub }

  /// What this node knows of the targets of its agents, each once, in the order of the agents' names.
  package var targets: [(target: Target, state: TargetState)] {
    var seen: Set<String> = []
    let all = agentNames.compactMap { agents[$0] }.flatMap(\.targets).filter { seen.insert($0.id).inserted }
    return context.board.states(of: all)
  }

  /// Whether a target is closed off now.
  package var isModelClosedOff: Bool {
    let now = context.environment.now()
    return targets.contains { $0.state.isClosedOff(at: now) }
  }

  /// How many attempts beyond the first of each reply this node may make now.
  package var retryBudget: Int { context.board.budgetLeft(at: context.environment.now()) }

  /// How many replies run on this node.
  public var runningCount: Int { state.withLock { $0.runs.count } }

  /// Whether recovery is done and new replies are taken.
  public var isReady: Bool { state.withLock { $0.isReady && !$0.isDraining } }

  /// Whether the node is on its way down.
  public var isDraining: Bool { state.withLock(\.isDraining) }

  /// Waits until recovery is done.
  ///
  /// - Throws: `CancellationError`, as when recovery fails and takes the server down.
  public func waitUntilReady() async throws {
    while !state.withLock(\.isReady) { try await context.environment.clock.sleep(for: .milliseconds(5)) }
  }

  // MARK: Life

  /// Recovers what the last process left behind, then serves until ``shutDown()``.
  ///
  /// - Parameter ownsStores: Whether this process holds the lock on its stores, so that no other owner can be alive.
  /// - Throws: ``StoreError`` when recovery fails for good; `CancellationError`. A node whose stores do not answer waits
  ///   for them, and is not ready.
  public func run(ownsStores: Bool) async throws {
    let recovery = recovery
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { await self.context.commit.run() }
      // What recovery takes over to be filled on runs while the rest is still being recovered.
      async let runs: Void = runWorks()
      let isAllDone: Bool
      do { isAllDone = try await recover(recovery, ownsStores: ownsStores) } catch {
        addWork.finish()
        context.commit.close()
        throw error
      }
      state.withLock { $0.isReady = true }
      do {
        // They end with the last run.
        async let _: Void = recoverRest(recovery, isAllDone: isAllDone)
        async let _: Void = reconcile(recovery)
        async let _: Void = listenForEndRequests()
        async let _: Void = wakeIdleReaders()
        await runs
      }
      context.commit.close()
    }
  }

  /// Does the work of runs until there will be no more of it, and all is done.
  private func runWorks() async {
    await withDiscardingTaskGroup { runs in
      for await work in works { runs.addTask { await work() } }
    }
  }

  /// Takes no new replies, lets the running ones go on for ``EngineConfiguration/drainBudget``, leaves the rest to another
  /// owner where one may go on with them, ends the others as `interrupted`, and makes ``run(ownsStores:)`` return when all have ended.
  public func shutDown() async {
    state.withLock { $0.isDraining = true }
    let clock = context.environment.clock
    var waited = Duration.zero
    let step = Duration.milliseconds(20)
    while runningCount > 0, waited < context.configuration.drainBudget {
      do { try await clock.sleep(for: step) } catch { break }
      waited += step
    }
    // In this order, so that a run that is launched at this moment is told too, or not launched.
    addWork.finish()
    let runs = state.withLock { state in state.runs.sorted { $0.key.rawValue < $1.key.rawValue } }
    for (_, run) in runs { run.inbox.requestEnd(.drain) }
    context.hub.loseFollowed()
  }

  // MARK: Runs

  /// The live form of every reply that runs on this node, with or without a log.
  var runningHere: [(live: LiveStream, principal: Principal)] {
    state.withLock { state in
      state.runs.sorted { $0.key < $1.key }.map { ($0.value.live, $0.value.principal) }
    }
  }

  func inbox(of stream: StreamID) -> RunInbox? { state.withLock { $0.runs[stream]?.inbox } }

  /// Reserves a place for a run.
  ///
  /// - Throws: ``ChatError`` when the node is full or on its way down.
  func admit() throws(ChatError) {
    let (isDraining, count) = state.withLock { ($0.isDraining || !$0.isReady, $0.runs.count) }
    if isDraining {
      throw ChatError(
        .serviceUnavailable, status: 503, code: .shuttingDown, category: .infrastructure,
        severity: .transient,
        isRetryable: true, detail: "the node is starting or shutting down",
        message: "The server is being restarted. Please try again in a moment.", retryAfterSeconds: 1)
    }
    if count >= context.configuration.maximumRuns {
      throw ChatError.tooBusy("the node runs as many replies as it may")
    }
  }

  /// Starts the run of a stream that was just created, or of a reply without one.
  func launch(
    _ record: StreamRecord, live: LiveStream, isLogged: Bool = true, opening: Opening = Opening(),
    agent: Agent, superseding previous: StreamID?
  ) {
    let machine = RunMachine(
      header: record.header, isLogged: isLogged, model: agent.targets.first?.provider.model, opening: opening,
      rule: SpliceRule(policy: agent.continuation, format: agent.format), tools: agent.toolRules,
      mayHandOver: mayGoOn(record, agent), limits: limits(for: agent))
    launch(machine, in: record, live: live, isLogged: isLogged, agent: agent) {
      try await self.question(for: record.header, agent: agent, superseding: previous)
    }
  }

  /// What a run with an agent may take and wait for.
  func limits(for agent: Agent) -> RunMachine.Limits {
    var limits = RunMachine.Limits(context.configuration)
    limits.steps = agent.maximumSteps ?? limits.steps
    return limits
  }

  /// Calls the tools of the agent of a stream.
  func calling(for header: StreamHeader) -> ToolCalling {
    ToolCalling(
      agent: agents[header.agent], header: header, configuration: context.configuration,
      clock: context.environment.clock)
  }

  /// Starts a run that does what its machine says.
  func launch(
    _ machine: RunMachine, in record: StreamRecord, live: LiveStream, isLogged: Bool = true,
    isTakenOver: Bool = false, agent: Agent, question: @escaping Asking.Question
  ) {
    let configuration = context.configuration
    let inbox = RunInbox(maximumEvents: configuration.inboxEvents, maximumBytes: configuration.inboxBytes)
    state.withLock { state in
      state.runs[record.stream] = LocalRun(
        inbox: inbox, live: live, principal: record.header.principal, isLogged: isLogged)
    }
    let run = Run(
      context: context, record: record, live: live, inbox: inbox, isLogged: isLogged, machine: machine,
      calling: calling(for: record.header), isTakenOver: isTakenOver)
    let asking = Asking(
      agent: agent, board: context.board, inbox: inbox, environment: context.environment,
      question: KeptQuestion(question).answer, reply: record.header.reply)
    let result = addWork.yield {
      await run.execute(asking)
      self.state.withLock { $0.runs[record.stream] = nil }
    }
    if case .terminated = result {
      // The node went down between admission and here; the next start takes the stream over.
      state.withLock { $0.runs[record.stream] = nil }
      live.lose(epoch: record.epoch)
      context.hub.close(live, of: record.epoch)
    }
  }

  /// Does something beside the runs; nothing when the node is on its way down.
  func begin(_ work: @escaping @Sendable () async -> Void) { addWork.yield(work) }

  /// Joins the readers here of a stream that another node fills.
  func follow(_ record: StreamRecord) -> Following {
    let windowBytes = context.configuration.hubWindowBytes
    return context.hub.follow(
      record.stream, of: record.header.principal, length: record.length, windowBytes: windowBytes
    ) {
      live, wakes, wake in
      let follower = StreamFollower(context: context, live: live, position: record.length)
      let result = addWork.yield {
        var follower = follower
        await follower.run(wakes, wake)
      }
      if case .terminated = result {
        // The node is on its way down: the reader is to come back, elsewhere.
        context.hub.unfollow(live)
        live.lose(epoch: .max)
      }
    }
  }

  func question(
    for header: StreamHeader, agent: Agent, superseding previous: StreamID?
  ) async throws -> ModelRequest {
    if let previous { try await supersede(previous, for: header) }
    let history = History(
      conversations: context.conversations, log: context.log, configuration: context.configuration)
    return ModelRequest(
      system: agent.system, messages: try await history.messages(before: header, superseding: previous))
  }

  /// Ends the stream whose place a new reply takes, or its claim when there is no stream yet.
  private func supersede(_ previous: StreamID, for header: StreamHeader) async throws {
    let conversations = context.conversations[header.principal]
    if try await end(previous, .supersede) != nil { return }
    guard let claim = try await conversations.claim(of: previous, in: header.session),
      claim.state == .claimed,
      try await conversations.move(previous, in: header.session, from: claim.run, to: .ended)
    else { return }
    // A stream that was made meanwhile, by a maker that has not seen the claim end.
    _ = try await end(previous, .supersede)
  }

  // MARK: Ending

  /// Ends a stream from outside, and returns its state as soon as the outcome is in the log.
  ///
  /// The owner is asked; if it does not answer within ``EngineConfiguration/endDeadline``, the stream is taken over
  /// by force.
  ///
  /// - Returns: The state; `nil` when there is no such stream.
  /// - Throws: ``StoreError``.
  func end(_ stream: StreamID, _ request: EndRequest) async throws -> TerminalState? {
    if let run = state.withLock({ $0.runs[stream] }), !run.isLogged {
      run.inbox.requestEnd(request)
      return await run.live.outcome()
    }
    let record: StreamRecord
    do { record = try await context.log.requestEnd(stream, request) } catch let error as StoreError
      where error.code == .notFound
    { return nil }
    if let state = record.state ?? record.outcome?.state { return state }
    if let requested = record.requestedEnd { inbox(of: stream)?.requestEnd(requested) }
    if let state = try await waitForOutcome(of: record) { return state }
    return try await recovery.takeOver(stream, force: true, for: .forced)
  }

  /// Gives the owner of a stream ``EngineConfiguration/endDeadline`` to set the outcome.
  private func waitForOutcome(of record: StreamRecord) async throws -> TerminalState? {
    let (clock, deadline) = (context.environment.clock, context.configuration.endDeadline)
    if let live = context.hub.stream(record.stream) {
      let shown = try await withDeadline(deadline, clock: clock) { await live.outcome() }
      if let state = shown ?? nil { return state }
      return try await outcome(of: record.stream)
    }
    // The owner is another node, or this one is about to launch the run: what it does is seen in the log.
    let step = Duration.milliseconds(20)
    var waited = Duration.zero
    while true {
      if let state = try await outcome(of: record.stream) { return state }
      guard record.owner != nil, waited < deadline else { return nil }
      try await clock.sleep(for: step)
      waited += step
    }
  }

  private func outcome(of stream: StreamID) async throws -> TerminalState? {
    let record = try await context.log.record(of: stream)
    return record?.state ?? record?.outcome?.state
  }
}
