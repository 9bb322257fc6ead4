import Foundation
import HoldfastTelemetry
import Testing

@Suite struct CatalogueTests {
  @Test func `every name has the prefix and the ending of its kind and unit`() {
    for metric in MetricCatalogue.all {
      let name = metric.name
      #expect(name.hasPrefix("holdfast_") || name.hasPrefix("process_"), "\(name)")
      #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }, "\(name)")
      #expect((metric.kind == .counter) == name.hasSuffix("_total"), "\(name)")
      let base = name.hasSuffix("_total") ? String(name.dropLast(6)) : name
      for unit in [Metric.Unit.seconds, .bytes] {
        #expect((metric.unit == unit) == base.hasSuffix("_" + unit.rawValue), "\(name)")
      }
      #expect(metric.help.hasSuffix("."), "\(name)")
    }
    #expect(Set(MetricCatalogue.all.map(\.name)).count == MetricCatalogue.all.count)
  }

  @Test func `every label has a closed list of values`() {
    for metric in MetricCatalogue.all {
      #expect(Set(metric.labels.map(\.name)).count == metric.labels.count, "\(metric.name)")
      for label in metric.labels where label.name != "version" {
        #expect(!label.values.isEmpty, "\(metric.name)")
        #expect(Set(label.values).count == label.values.count, "\(metric.name)")
        #expect(label.name != "le", "\(metric.name)")
      }
    }
  }

  @Test func `bounds of histograms grow`() {
    for metric in MetricCatalogue.all {
      guard case .histogram(let bounds) = metric.kind else { continue }
      #expect(!bounds.isEmpty && zip(bounds, bounds.dropFirst()).allSatisfy(<), "\(metric.name)")
    }
  }

  @Test func `a node has at most 2,000 series`() {
    let series = PrometheusRegistry(version: "1").exposition.split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    #expect(series.count > 100)
    #expect(series.count <= 2_000)
  }

  @Test func `every code of the error shape is a reason of its own`() throws {
    let reasons = try #require(
      MetricCatalogue.all.first { $0.name == "holdfast_rejected_total" }?.labels.first?.values)
    let path = "Sources/HoldfastModel/Errors/ChatError+Catalog.swift"
    let source = try String(contentsOf: MetricsOracle.packageRoot.appending(path: path), encoding: .utf8)
    let codes = source.matches(of: /static let \w+ = Self\("(\w+)"\)/).map { String($0.1) }
    #expect(codes.count >= 28)
    for code in codes { #expect(reasons.contains(code), "\(code)") }
  }

  @Test func `every code of a store's errors is a class of its own`() throws {
    let classes = try #require(
      MetricCatalogue.all.first { $0.name == "holdfast_persist_failures_total" }?
        .labels.first { $0.name == "class" }?.values)
    let path = "Sources/HoldfastStores/StoreError.swift"
    let source = try String(contentsOf: MetricsOracle.packageRoot.appending(path: path), encoding: .utf8)
    let codes = source.matches(of: /static let \w+ = Self\("(\w+)"\)/).map { String($0.1) }
    #expect(codes.count >= 10)
    for code in codes { #expect(classes.contains(code), "\(code)") }
  }

  @Test func `the page of metrics is that of this catalogue`() throws {
    let url = MetricsOracle.packageRoot.appending(path: "docs/operations/metrics.md")
    let isCurrent = try String(contentsOf: url, encoding: .utf8) == MetricReference.markdown
    #expect(isCurrent, "run: holdfast metrics > docs/operations/metrics.md")
  }
}
