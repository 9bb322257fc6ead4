package import HoldfastModel
package import HoldfastStores

/// The effect ledger of one stream, as its owner keeps it: what is in the log, and what of it is to be written.
package struct EffectLedger: Sendable, Equatable {
  /// The entries, by number.
  package private(set) var entries: [EffectEntry]
  private var changed: Set<String> = []
  /// The calls that this owner has tried to undo.
  private var tried: Set<String> = []

  /// The detail of an entry that is undone, or waits for a person, because its reply could not be saved.
  package static let notSaved = "the reply could not be saved"

  /// The detail of an entry whose call was not made any more.
  package static let notCalled = "not called"

  /// A ledger of what is in the log.
  package init(_ entries: [EffectEntry] = []) {
    self.entries = entries.sorted { $0.number < $1.number }
  }

  /// Whether something is to be written.
  package var hasChanges: Bool { !changed.isEmpty }

  /// What is to be written, in order.
  package var changes: [EffectEntry] { entries.filter { changed.contains($0.call) } }

  /// Notes that what was to be written is under way.
  package mutating func clearChanges() { changed = [] }

  /// The entry of a call.
  package subscript(call: String) -> EffectEntry? { entries.first { $0.call == call } }

  /// Notes that a call is to be executed.
  package mutating func begin(
    _ call: String, tool: String, effect: ToolEffect, input: JSONValue, at now: Timestamp
  ) {
    let number = (entries.last?.number ?? -1) + 1
    entries.append(
      EffectEntry(call: call, number: number, tool: tool, effect: effect, input: input, changedAt: now))
    changed.insert(call)
  }

  /// Takes over what another stream's ledger says of a call that is not made again.
  package mutating func adopt(_ entry: EffectEntry, at now: Timestamp) {
    var copy = entry
    copy.number = (entries.last?.number ?? -1) + 1
    copy.changedAt = now
    entries.append(copy)
    changed.insert(copy.call)
  }

  /// Notes what became of a call.
  package mutating func move(
    _ call: String, to state: EffectEntry.State, output: JSONValue? = nil, detail: String? = nil,
    dueAt: Timestamp? = nil, at now: Timestamp
  ) {
    guard let place = entries.firstIndex(where: { $0.call == call }) else { return }
    entries[place].state = state
    entries[place].output = output ?? entries[place].output
    entries[place].detail = detail
    entries[place].dueAt = dueAt
    entries[place].changedAt = now
    changed.insert(call)
  }

  /// The calls of which nothing is known but that they were to be made, or were under way.
  package func calls(in state: EffectEntry.State) -> [String] {
    entries.filter { $0.state == state }.map(\.call)
  }

  // MARK: Undoing

  /// What was done and would be left behind by a reply that is not saved.
  package var outstanding: [EffectEntry] { entries.filter { $0.state == .confirmed && $0.effect != .none } }

  /// Whether the reply was given up, so that what it had done is undone.
  package var isGivenUp: Bool { entries.contains { $0.detail == Self.notSaved } }

  /// Gives up what was done: what can be undone is to be undone, the rest waits for a person.
  package mutating func giveUp(at now: Timestamp) {
    for entry in outstanding {
      if entry.effect.isReversible {
        move(entry.call, to: .compensating, detail: Self.notSaved, dueAt: now, at: now)
      } else {
        move(entry.call, to: .manualReview, detail: Self.notSaved, at: now)
      }
    }
  }

  /// What is to be undone next: the latest call first, and each after the one before it is undone (I26); `nil` when there
  /// is nothing, or the one whose turn it is has been tried in vain.
  package var nextToUndo: EffectEntry? {
    guard let last = entries.last(where: { $0.state == .compensating }), !tried.contains(last.call) else {
      return nil
    }
    return last
  }

  /// The wait before undoing a call is tried again: 2 s, then twice as long each time, an hour at the most.
  package static func wait(after tries: Int) -> Duration { .seconds(min(3600, 1 << min(tries, 12))) }

  /// Notes what undoing a call came to; why it failed, when it did.
  package mutating func undone(_ call: String, failure: String?, at now: Timestamp) {
    tried.insert(call)
    guard let place = entries.firstIndex(where: { $0.call == call }) else { return }
    guard failure != nil else { return move(call, to: .compensated, detail: entries[place].detail, at: now) }
    entries[place].tries += 1
    let dueAt = now + Self.wait(after: entries[place].tries)
    move(call, to: .compensating, detail: entries[place].detail, dueAt: dueAt, at: now)
  }
}
