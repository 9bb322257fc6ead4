import Foundation

/// What processes have used of the machine, as the system counts it.
package struct ProcessUsage: Sendable, Hashable {
  /// The processor time, in seconds, of all threads, in user and kernel mode.
  package var cpuSeconds: Double = 0
  /// The memory that is resident, in bytes.
  package var residentBytes = 0

  /// The sum over some processes; one that is gone adds nothing.
  package init(of processes: [Int32]) {
    for process in processes { add(process) }
  }

  /// What this process has used.
  package static var own: ProcessUsage { ProcessUsage(of: [getpid()]) }

  private mutating func add(_ process: Int32) {
    // pid (name) state parent …: the name may hold anything, so counting begins after its bracket. See proc(5).
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let name = stat.lastIndex(of: ")")
    else { return }
    let fields = stat[stat.index(after: name)...].split(separator: " ")
    guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
      let pages = Int(fields[21])
    else { return }
    cpuSeconds += (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    residentBytes += pages * sysconf(Int32(_SC_PAGESIZE))
  }
}
