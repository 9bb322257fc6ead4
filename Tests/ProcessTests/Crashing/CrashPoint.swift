import HoldfastModel

/// A place in the life of a reply at which the server kills itself, as `holdfast-faulty` names it.
struct CrashPoint: Sendable, Hashable, CustomStringConvertible {
  /// What the stores are asked for, in the order in which a reply asks.
  enum Operation: String, Sendable, CaseIterable {
    case claim, create, append, outcome, settle, end, clearPointer, mark
  }

  var operation: Operation
  var isAfter: Bool
  /// Which of the calls.
  var number: Int

  var description: String { "\(operation):\(isAfter ? "after" : "before"):\(number)" }

  /// Both sides of the first and of the second call.
  static func all(of operation: Operation) -> [CrashPoint] {
    [1, 2].flatMap { number in
      [false, true].map { CrashPoint(operation: operation, isAfter: $0, number: number) }
    }
  }

  /// Whether the claim is committed, so that the message is known after the crash.
  var isClaimed: Bool { operation != .claim || isAfter }

  /// Whether the stream exists after the crash.
  var isRegistered: Bool { isClaimed && operation != .claim && (operation != .create || isAfter) }

  /// Whether the outcome is committed, after which the reply is a finished one whatever happens.
  var hasOutcome: Bool {
    switch operation {
    case .claim, .create, .append: false
    case .outcome: isAfter
    case .settle, .end, .clearPointer, .mark: true
    }
  }
}

extension Script {
  /// A short reply, over in a tenth of a second.
  static let short = Script().answering(
    nil, [text("word {n} ", repeat: 6, every: "0.01"), ["usage": ["outputTokens": 6]], finish])
}
