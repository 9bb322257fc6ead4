import HoldfastModel
import HoldfastStores
import Logging

/// The work that fills one stream: a provider's answer, numbered, sealed, committed, then shown; the outcome; saving;
/// the end.
///
/// It is detached from every connection: readers come and go. It ends by itself, or when an end is requested, or
/// when another owner has the stream, in which case it writes nothing more. What it does next is decided by a
/// ``RunMachine``.
struct Run: Sendable {
  /// What a run works with.
  struct Context: Sendable {
    var configuration: EngineConfiguration
    var environment: EngineEnvironment
    var conversations: ConversationStores
    var log: any StreamLog
    var commit: GroupCommit
    var hub: StreamHub
    var board: TargetBoard
    var logger: Logger
  }

  let context: Context
  let record: StreamRecord
  let live: LiveStream
  let inbox: RunInbox
  /// Whether there is a stream in the log.
  let isLogged: Bool
  /// What the run does next.
  let machine: RunMachine
  /// Calls the tools of the agent.
  let calling: ToolCalling
  /// Whether the stream is another owner's, which this run fills on.
  var isTakenOver = false

  /// Asks the providers and fills the stream to its end.
  ///
  /// A provider's call is given up when another attempt is made, or the outcome is committed. The stream ends without
  /// waiting for it: a provider that is slow to heed it, or never does, holds up nothing but this call.
  func execute(_ asking: Asking) async {
    await withTaskGroup(of: Void.self) { calls in
      await withTaskGroup(of: Void.self) { helpers in
        if isLogged { helpers.addTask { await renewLease() } }
        helpers.addTask { await tick() }
        helpers.addTask { await keepReservation() }
        var driver = RunDriver(
          context: context, record: record, live: live, inbox: inbox, machine: machine, calling: calling)
        driver.isTakenOver = isTakenOver
        var bell: AttemptBell?
        await driver.drive { call in
          switch call {
          case .ask(let order):
            let own = AttemptBell()
            bell = own
            calls.addTask { await own.cancelling { await asking.make(order, endedBy: own) } }
          case .cancel(let failure): bell?.ring(for: failure)
          case .tool(let entry):
            calls.addTask { inbox.toolEnded(entry.call, await calling.call(entry)) }
          case .probe(let entry):
            calls.addTask { inbox.toolEnded(entry.call, await calling.probe(entry)) }
          case .compensate(let entry):
            calls.addTask { inbox.compensated(entry.call, failure: await calling.compensate(entry)) }
          }
        }
        helpers.cancelAll()
      }
      context.hub.close(live, of: record.epoch)
      calls.cancelAll()
    }
  }

  /// Lets the run look for what is overdue, and tells it when it has to go.
  private func tick() async {
    let (clock, interval) = (context.environment.clock, context.configuration.watchInterval)
    while (try? await clock.sleep(for: interval)) != nil { inbox.tick() }  // until cancelled
    // The run is over and listens no more; if it is not, the node is going down.
    inbox.requestEnd(.drain)
  }

  /// Keeps what is set aside of the principal's quota while the run lasts.
  private func keepReservation() async {
    guard let reservation = record.header.reservation else { return }
    let (clock, time) = (context.environment.clock, context.configuration.reservationTime)
    let principal = record.header.principal
    while (try? await clock.sleep(for: time / 3)) != nil {  // until cancelled
      do {
        _ = try await context.conversations[principal].extend(
          reservation, of: principal, until: context.environment.now() + time)
      } catch {
        // The next one tells; what runs out meanwhile is written as an entry of its own.
        continue
      }
    }
  }

  /// Renews the lease while the run lasts, and passes on what the log says.
  ///
  /// A reply that speaks renews it with what it says: a lease of three intervals and more waits for one of them.
  private func renewLease() async {
    let (clock, interval) = (context.environment.clock, context.configuration.renewInterval)
    while true {
      do { try await clock.sleep(for: interval) } catch { return }
      let sentAt = context.environment.now()
      if let last = inbox.committedAt, sentAt < last + interval { continue }
      do {
        let acknowledgement = try await context.log.renew(
          record.stream, epoch: record.epoch, lease: context.configuration.lease)
        inbox.renewed(sentAt: sentAt)
        if let request = acknowledgement.requestedEnd { inbox.requestEnd(request) }
      } catch let error as StoreError where [.fenced, .notFound].contains(error.code) {
        if error.code == .fenced { context.environment.observer.observe(.fencedWrite) }
        return inbox.fence()
      } catch {
        // The next renewal or append tells; a lease that runs out meanwhile is fenced by the log.
        continue
      }
    }
  }
}
