package import HoldfastModel

/// Writes results, for people and for programs.
package enum LoadReport {
  /// A result as JSON: durations in milliseconds, memory in bytes, processor time in seconds.
  package static func json(_ result: LoadResult) -> JSONValue {
    let sums = result.sums
    var members = JSONObject([
      "workload": .string(result.workload),
      "seconds": number(result.seconds),
      "tokens": .number(JSONNumber(sums.tokens)), "bytes": .number(JSONNumber(sums.bytes)),
      "answers": .number(JSONNumber(sums.ended)), "failed": .number(JSONNumber(sums.failed)),
      "tokensPerSecond": number(rate(sums.tokens, result)),
      "megabytesPerSecond": number(rate(sums.bytes, result) / 1e6),
      "answersPerSecond": number(rate(sums.ended, result)),
      "delayMs": json(sums.delay), "delayBeforePauseMs": json(sums.delayBeforePause),
      "firstFrameMs": json(sums.firstFrame), "firstTokenMs": json(sums.firstToken),
      "wholeMs": json(sums.whole),
      "around40ms": number(sums.delay.share(from: 38_000_000, through: 43_000_000)),
      "clientCpuSeconds": number(result.clientCPU),
      "outOfOrder": .number(JSONNumber(sums.outOfOrder)),
      "compared": .number(JSONNumber(result.compared)),
      "correct": .bool(result.isCorrect),
      "faults": .array(faults(of: result).map { .string($0) }),
    ])
    for (name, value) in result.parameters { members[name] = .string(value) }
    for (name, value) in result.extra { members[name] = number(value) }
    if let cpu = result.serverCPU { members["serverCpuSeconds"] = number(cpu) }
    if let bytes = result.residentBefore { members["serverResidentBefore"] = .number(JSONNumber(bytes)) }
    if let bytes = result.residentAfter { members["serverResidentAfter"] = .number(JSONNumber(bytes)) }
    return .object(members)
  }

  /// A histogram as JSON, in milliseconds.
  package static func json(_ histogram: LatencyHistogram) -> JSONValue {
    guard histogram.count > 0 else { return .null }
    return [
      "count": .number(JSONNumber(histogram.count)), "mean": number(histogram.mean / 1e6),
      "p50": milliseconds(histogram, 0.5), "p90": milliseconds(histogram, 0.9),
      "p99": milliseconds(histogram, 0.99), "max": number(Double(histogram.maximum) / 1e6),
    ]
  }

  /// A result in lines.
  package static func text(_ result: LoadResult) -> String {
    let sums = result.sums
    let parameters = result.parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    var lines = ["\(result.workload) (\(parameters)), \(short(result.seconds)) s"]
    for (name, histogram) in [
      ("first frame", sums.firstFrame), ("first token", sums.firstToken), ("token delay", sums.delay),
      ("before a pause", sums.delayBeforePause), ("whole answer", sums.whole),
    ] where histogram.count > 0 {
      lines.append("  \(name.padded(to: 15)) \(text(histogram))")
    }
    lines.append(
      "  rate            \(short(rate(sums.tokens, result))) tokens/s, \(short(rate(sums.bytes, result) / 1e6)) MB/s, "
        + "\(short(rate(sums.ended, result))) answers/s")
    lines.append("  load generator  \(share(result.clientCPU, result)) of a core")
    if let cpu = result.serverCPU {
      let perToken = sums.tokens == 0 ? 0 : cpu * 1e6 / Double(sums.tokens)
      lines.append("  server          \(share(cpu, result)) of a core, \(short(perToken)) µs a token")
    }
    if let before = result.residentBefore, let after = result.residentAfter {
      lines.append("  memory          \(before >> 20) MiB before, \(after >> 20) MiB after")
    }
    for (name, value) in result.extra { lines.append("  \(name.padded(to: 15)) \(short(value))") }
    lines.append(
      result.isCorrect
        ? "  correct: every token once and in order, \(result.compared) readers compared byte by byte"
        : "  NOT CORRECT: \(faults(of: result).joined(separator: "; "))")
    return lines.joined(separator: "\n")
  }

  /// A histogram in one line.
  package static func text(_ histogram: LatencyHistogram) -> String {
    let shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)]
      .map { "\($0.0) \(short(Double(histogram.percentile($0.1)) / 1e6))" }
    return shares.joined(separator: "  ") + "  max \(short(Double(histogram.maximum) / 1e6)) ms"
  }

  private static func faults(of result: LoadResult) -> [String] {
    var faults = result.faults
    if result.sums.failed > 0 {
      faults.append("\(result.sums.failed) answers failed, one of them: \(result.sums.failure ?? "?")")
    }
    if result.sums.outOfOrder > 0 { faults.append("\(result.sums.outOfOrder) tokens out of order") }
    return Array(faults.prefix(20))
  }

  private static func rate(_ count: Int, _ result: LoadResult) -> Double {
    result.seconds > 0 ? Double(count) / result.seconds : 0
  }

  private static func share(_ cpu: Double, _ result: LoadResult) -> String {
    "\(short(result.seconds > 0 ? cpu * 100 / result.seconds : 0)) %"
  }

  private static func milliseconds(_ histogram: LatencyHistogram, _ share: Double) -> JSONValue {
    number(Double(histogram.percentile(share)) / 1e6)
  }

  private static func number(_ value: Double) -> JSONValue { .number(JSONNumber(value)) }

  /// Three digits or so.
  private static func short(_ value: Double) -> String {
    if abs(value) >= 100 { return "\(Int(value.rounded()))" }
    let scale: Double = abs(value) >= 10 ? 10 : abs(value) >= 1 ? 100 : 1000
    return "\((value * scale).rounded() / scale)"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
