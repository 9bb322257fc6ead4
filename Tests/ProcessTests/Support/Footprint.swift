import Foundation
import TestServers

/// What a process holds of the system's, as `/proc` has it.
struct Footprint: Sendable {
  /// Open file descriptors.
  var descriptors: Int
  /// Threads.
  var threads: Int
  /// Resident memory.
  var residentBytes: Int

  /// Looks at a process.
  init(of id: pid_t) throws {
    descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/fd").count
    let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
    func number(_ name: String) throws -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      guard let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
      else { throw ProcessFailure("/proc/\(id)/status has no \(name)") }
      return value
    }
    threads = try number("Threads")
    residentBytes = try number("VmRSS") << 10
  }
}

extension Footprint: CustomStringConvertible {
  var description: String {
    "\(descriptors) descriptors, \(threads) threads, \(residentBytes >> 10) KiB"
  }
}
