import HoldfastModel
import HoldfastStores

/// A run that begins with its claim, while its stream is still being made: it asks the provider, and writes and shows
/// nothing before the stream is there.
///
/// The claim says that nobody else runs the reply, so the provider is asked once; and a reader waits for one commit less.
struct EarlyRun {
  /// What the run hears, above all whether the stream was made.
  let inbox: RunInbox
  private let live: LiveStream
  private let hub: StreamHub

  /// Begins the run of a claim.
  init(of claim: Claim, opening: Opening, agent: Agent, on engine: Engine) {
    let (context, header) = (engine.context, StreamHeader(of: claim))
    let record = StreamRecord(
      header: header, run: claim.run, owner: engine.node, epoch: 1,
      leaseUntil: context.environment.now() + context.configuration.lease)
    hub = context.hub
    live = hub.open(
      record.stream, length: 0, epoch: record.epoch, windowBytes: context.configuration.hubWindowBytes)
    inbox = engine.launch(
      record, live: live, isMade: false, opening: opening, agent: agent, superseding: claim.supersedes)
  }

  /// Ends the run of a stream that was not made, or not for it.
  func abandon() {
    hub.close(live, of: 1)
    live.lose(epoch: 1)
    inbox.made(false)
  }
}
