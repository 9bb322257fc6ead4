import CoreMetrics
import Foundation

/// What the operating system says of this process; where there is no `/proc`, it stays zero.
struct ProcessMetrics: Sendable {
  private let openFiles, maximumFiles, residentMemory: Meter

  init(registry: PrometheusRegistry) {
    func meter(_ metric: Metric, _ dimensions: [(String, String)] = []) -> Meter {
      Meter(label: metric.name, dimensions: dimensions, factory: registry)
    }
    openFiles = meter(MetricCatalogue.openFiles)
    maximumFiles = meter(MetricCatalogue.maximumFiles)
    residentMemory = meter(MetricCatalogue.residentMemory)
    meter(MetricCatalogue.buildInfo, [(MetricLabel.version.name, registry.version)]).set(1)
    if let start = Self.startTime { meter(MetricCatalogue.startTime).set(start) }
  }

  /// Reads what changes.
  func refresh() {
    if let count = Self.openFileCount { openFiles.set(count) }
    if let bytes = Self.residentBytes { residentMemory.set(bytes) }
    var limit = rlimit()
    if getrlimit(Self.fileLimit, &limit) == 0 { maximumFiles.set(limit.rlim_cur) }
  }

  #if canImport(Glibc)
    private static let fileLimit = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let fileLimit = RLIMIT_NOFILE
  #endif

  /// The open file descriptors, without the one that counts them.
  private static var openFileCount: Int? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else {
      return nil
    }
    return names.count - 1
  }

  private static var residentBytes: Int? {
    words(of: "/proc/self/statm").dropFirst().first.flatMap { Int($0) }.map {
      $0 * Int(sysconf(CInt(_SC_PAGESIZE)))
    }
  }

  /// When the process began, in seconds since the epoch: when the machine did, and the ticks from there.
  private static var startTime: Double? {
    // The name of the program is in brackets and may hold spaces; the start is the 20th word after it.
    guard let status = text(of: "/proc/self/stat"), let name = status.lastIndex(of: ")"),
      let ticks = status[name...].split(separator: " ").dropFirst(20).first.flatMap({ Double($0) }),
      let boot = text(of: "/proc/stat")?.split(separator: "\n").first(where: { $0.hasPrefix("btime ") })
        .flatMap({ Double($0.dropFirst(6)) })
    else { return nil }
    return boot + ticks / Double(sysconf(CInt(_SC_CLK_TCK)))
  }

  private static func words(of path: String) -> [Substring] { text(of: path)?.split(separator: " ") ?? [] }

  private static func text(of path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
}
