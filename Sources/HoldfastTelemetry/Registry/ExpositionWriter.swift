/// Writes Prometheus' text format, version 0.0.4.
struct ExpositionWriter {
  /// What was written so far.
  private(set) var text = ""

  /// Writes a metric that has one value.
  mutating func write(_ metric: Metric, value: Double) {
    writeHead(of: metric, type: "gauge")
    writeSample(metric.name, labels: [], value)
  }

  /// Writes all series of a metric.
  mutating func write(_ family: MetricFamily, cells: [Double]) {
    let (metric, width) = (family.metric, MetricFamily.width(of: family.metric))
    writeHead(of: metric, type: Self.type(of: metric))
    for (index, values) in family.combinations.enumerated() {
      let labels = Array(zip(family.labels.map(\.name), values))
      let place = family.base + index * width
      if case .histogram(let bounds) = metric.kind {
        writeHistogram(metric.name, labels: labels, bounds: bounds, cells: cells[place..<(place + width)])
      } else {
        writeSample(metric.name, labels: labels, cells[place])
      }
    }
  }

  private mutating func writeHistogram(
    _ name: String, labels: [(String, String)], bounds: [Double], cells: ArraySlice<Double>
  ) {
    var count = 0.0
    for (bound, cell) in zip(bounds + [.infinity], cells) {
      count += cell
      writeSample(name + "_bucket", labels: labels + [("le", Self.text(of: bound))], count)
    }
    writeSample(name + "_sum", labels: labels, cells.last ?? 0)
    writeSample(name + "_count", labels: labels, count)
  }

  private mutating func writeHead(of metric: Metric, type: String) {
    text +=
      "# HELP \(metric.name) \(Self.escaped(metric.help, quotes: false))\n# TYPE \(metric.name) \(type)\n"
  }

  private mutating func writeSample(_ name: String, labels: [(String, String)], _ value: Double) {
    text += name
    if !labels.isEmpty {
      let pairs = labels.map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }
      text += "{" + pairs.joined(separator: ",") + "}"
    }
    text += " \(Self.text(of: value))\n"
  }

  private static func type(of metric: Metric) -> String {
    switch metric.kind {
    case .counter: "counter"
    case .gauge, .difference: "gauge"
    case .histogram: "histogram"
    }
  }

  /// A number as the format has it.
  static func text(of value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    // Beyond 2^53 not every whole number is one, and none is counted.
    return Int(exactly: value).flatMap { abs($0) < 1 << 53 ? "\($0)" : nil } ?? "\(value)"
  }

  /// A help text, or the value of a label between its quotes.
  static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    // By scalars: a carriage return and a line feed together are one character.
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
