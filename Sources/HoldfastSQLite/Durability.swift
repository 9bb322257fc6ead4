/// What a committed write survives.
public enum Durability: String, Sendable, Hashable, CaseIterable {
  /// The end of the process, of the system and of the power supply: every commit is synced to the disk.
  case power
  /// The end of the process. When the system or the power fails, the last commits may be lost; what is left is whole
  /// and in order.
  case process
  /// What the settings of the store's server hold: for servers that may lose what they have acknowledged.
  ///
  /// Whatever is embedded is kept as with ``process``.
  case relaxed

  /// The value that SQLite's `PRAGMA synchronous` has.
  var synchronous: Int64 {
    switch self {
    case .power: 2  // FULL
    case .process, .relaxed: 1  // NORMAL
    }
  }
}
