import GRDB
import HoldfastStores

/// When in a call an error came up, which decides what may be concluded from it.
package enum CallPhase: Sendable {
  /// While reading.
  case read
  /// In a transaction, before its commit: it is rolled back, so nothing was written.
  case write
  /// At the commit.
  case commit
}

/// What SQLite's errors mean in the words of the contracts.
///
/// | SQLite | meaning |
/// | --- | --- |
/// | `BUSY`, `LOCKED`, `PROTOCOL`, `SCHEMA` | `unavailable`: somebody else has the file for too long |
/// | `FULL`, `IOERR_SHMSIZE` | `full`: rolled back, nothing was written |
/// | `IOERR` while reading | `unavailable`; `damaged` when the file system says so |
/// | `IOERR` in a transaction | `unavailable`: rolled back, nothing was written; the file takes no more writes |
/// | `IOERR` at the commit | `indeterminate`: a later start may find the write; the file takes no more writes |
/// | `CORRUPT`, `NOTADB`, `FORMAT` | `damaged` |
/// | `READONLY`, `CANTOPEN`, `PERM`, `AUTH` | `unavailable`: an operator has to look |
/// | `INTERRUPT`, `ABORT`, `NOMEM` | `unavailable` |
/// | `TOOBIG`, `CONSTRAINT`, `MISMATCH` | `refused`: no repeat will be taken |
/// | any other in a transaction or a read | `unavailable`: a mistake of ours, for which no reply is given up for good |
/// | any other at the commit | `indeterminate` |
extension StoreError {
  /// The meaning of an error that came up in a call; errors of the contracts and cancellation pass through.
  static func meaning(of error: any Error, in file: String, at phase: CallPhase) -> any Error {
    if error is RowDecodingError { return StoreError(.damaged, "\(file): a column is missing") }
    guard let error = error as? DatabaseError else { return error }
    return StoreError(
      extendedCode: error.extendedResultCode.rawValue, text: error.message, in: file, at: phase)
  }

  /// The meaning of an SQLite result code.
  ///
  /// The text is SQLite's, which names tables and columns and never a value; the statement is left out.
  package init(extendedCode: Int32, text: String?, in file: String, at phase: CallPhase) {
    let code = Self.code(of: ResultCode(rawValue: extendedCode), at: phase)
    self.init(code, "\(file): SQLite error \(extendedCode), \(text ?? "without text")")
  }

  private static func code(of result: ResultCode, at phase: CallPhase) -> Code {
    switch result.primaryResultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL, .SQLITE_SCHEMA: .unavailable
    case .SQLITE_FULL: .full
    // The index of the log, which is no data, could not grow: SQLite has no other reason for this code on a local disk.
    case .SQLITE_IOERR where result == .SQLITE_IOERR_SHMSIZE: .full
    case .SQLITE_IOERR: codeOfInputOutput(result, at: phase)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: .damaged
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .unavailable
    case .SQLITE_INTERRUPT, .SQLITE_ABORT, .SQLITE_NOMEM: .unavailable
    case .SQLITE_TOOBIG, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: .refused
    default: phase == .commit ? .indeterminate : .unavailable
    }
  }

  private static func codeOfInputOutput(_ result: ResultCode, at phase: CallPhase) -> Code {
    switch phase {
    case .commit: .indeterminate
    case .write: .unavailable
    case .read: [.SQLITE_IOERR_DATA, .SQLITE_IOERR_CORRUPTFS].contains(result) ? .damaged : .unavailable
    }
  }

  /// Whether an error of a write is one of the disk, after which the file must not be written again.
  static func isOfTheDisk(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError, error.resultCode == .SQLITE_IOERR else { return false }
    return ![.SQLITE_IOERR_NOMEM, .SQLITE_IOERR_SHMSIZE].contains(error.extendedResultCode)
  }
}
