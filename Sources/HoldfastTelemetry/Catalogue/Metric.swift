/// One metric of the catalogue: a name, what it counts, and every label value that it can have.
public struct Metric: Sendable, Hashable {
  /// What a metric is.
  public enum Kind: Sendable, Hashable {
    /// A number that only grows while the process lives.
    case counter
    /// A number that is set.
    case gauge
    /// How many observations were at most as large as each bound, and their sum.
    case histogram(bounds: [Double])
    /// What one counter of the group has counted more than another; it is computed, never counted apart.
    case difference(of: String, minus: String)
  }

  /// What a metric is measured in.
  public enum Unit: String, Sendable, Hashable {
    case seconds, bytes
    /// Counted in things that the name says.
    case one = ""
  }

  /// Its name, with the prefix of the product and the ending that its kind and unit ask for.
  public let name: String
  /// What it is.
  public let kind: Kind
  /// What it is measured in.
  public let unit: Unit
  /// What it counts: one sentence for operators.
  public let help: String
  /// Its labels, in the order in which they are printed.
  public let labels: [MetricLabel]
  /// The name of the metrics that are counted under one lock, so that every scrape sees them at one moment.
  public let group: String

  /// Describes a metric; on its own unless it is given a group.
  public init(
    _ name: String, _ kind: Kind, unit: Unit = .one, _ help: String, labels: [MetricLabel] = [],
    group: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.help = help
    self.labels = labels
    self.group = group ?? name
  }

  /// How many combinations of label values it has.
  public var combinations: Int { labels.reduce(1) { $0 * max(1, $1.values.count) } }
}
