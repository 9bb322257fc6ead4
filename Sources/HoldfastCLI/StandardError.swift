import ArgumentParser
import Foundation
import Holdfast

/// What goes to the person at the terminal and not into the output.
enum StandardError {
  /// Writes one line.
  static func write(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// Writes the faults of a configuration, one on each line.
  ///
  /// - Returns: The exit to throw.
  static func exit(with faults: ConfigurationFaults) -> ExitCode {
    for fault in faults.faults { write("holdfast: \(fault)") }
    return ExitCode(ServerFailure.ExitStatus.configuration.rawValue)
  }
}
