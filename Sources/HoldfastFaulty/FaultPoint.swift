/// A place in the work of the stores, and what happens to the process there.
///
/// As text it is `operation:side:number`, `settle:after:1` say, and `:stop` behind it when the process is to be stopped
/// and not killed.
struct FaultPoint: Sendable, Hashable {
  /// What the stores are asked for, as the life of a reply has it.
  enum Operation: String, Sendable, Hashable {
    case claim, create, reserve, endReservation, deleteSession
    /// An append of frames, and of nothing else.
    case append
    /// An append with an entry of the effect ledger, and without an outcome.
    case ledger
    /// An append with an outcome.
    case outcome
    case settle
    /// An append that ends its stream.
    case end
    case mark, clearPointer, takeOver
    /// A change of the ledger of a stream that has ended.
    case moveEffect
  }

  /// On which side of its commit.
  enum Side: String, Sendable, Hashable { case before, after }

  /// How the process ends or pauses.
  enum Kind: String, Sendable, Hashable { case kill, stop }

  /// What is asked for.
  var operation: Operation
  /// On which side of its commit.
  var side: Side
  /// Which of the calls it is, counted from 1.
  var number: Int
  /// What happens.
  var kind: Kind

  /// Reads a text; `nil` for one that names no point.
  init?(text: String) {
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (3...4).contains(words.count), let operation = Operation(rawValue: words[0]),
      let side = Side(rawValue: words[1]), let number = Int(words[2]), number > 0,
      let kind = words.count == 4 ? Kind(rawValue: words[3]) : .kill
    else { return nil }
    self.operation = operation
    self.side = side
    self.number = number
    self.kind = kind
  }
}
