import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

/// What a repeat is answered with, row by row of the contract.
@Suite struct `A request that was made before` {
  struct Row: Sendable {
    var turn: Turn
    var isLastTurn = true
    var segment = 0
    /// The states in which a new stream takes the old one's place; in all others the old one is the answer.
    var retried: Set<TerminalState>
  }

  private static let message = UIMessage.says("Hi")
  private static let failures: Set<TerminalState> = [.aborted, .failed, .interrupted]
  private static let unfinished = Set(TerminalState.allCases).subtracting([.finished])

  static let rows: [Row] = [
    Row(turn: .submit(message), retried: failures),
    Row(turn: .submit(message), isLastTurn: false, retried: []),
    Row(turn: .edit(message), retried: unfinished),
    Row(turn: .edit(message), isLastTurn: false, retried: Set(TerminalState.allCases)),
    Row(turn: .regenerate(target: nil, after: nil), retried: unfinished),
    Row(turn: .continuation(of: message.id, answers: []), segment: 1, retried: failures),
    Row(turn: .continuation(of: message.id, answers: []), segment: 0, retried: []),
  ]

  private func claim(_ state: Claim.State, segment: Int = 0) -> Claim {
    Claim(
      key: ClaimKey(session: .first, message: Self.message.id), state: state, principal: .ada,
      stream: StreamID(rawValue: "s"), run: RunID(rawValue: "r"), reply: MessageID(rawValue: "a"), order: 2,
      segment: segment, number: 1, supersedes: nil, fingerprint: [], agent: "default", dialect: .v5,
      routeForm: .chat, createdAt: Timestamp(milliseconds: 0))
  }

  @Test(arguments: rows.indices, [Claim.State.claimed, .settled])
  func `gets the stream that is there, or a new one`(index: Int, state: Claim.State) {
    let row = Self.rows[index]
    let found = RepeatedClaim(claim: claim(state, segment: row.segment), isLastTurn: row.isLastTurn)
    #expect(found.answer(to: row.turn, state: nil) == .stream, "it runs")
    for end in TerminalState.allCases {
      #expect(
        found.answer(to: row.turn, state: end) == (row.retried.contains(end) ? .retry : .stream), "\(end)")
    }
  }

  @Test(arguments: rows.indices)
  func `gets a new stream at once when none was ever made`(index: Int) {
    let found = RepeatedClaim(claim: claim(.abandoned), isLastTurn: true)
    #expect(found.answer(to: Self.rows[index].turn, state: nil) == .retry)
  }
}
