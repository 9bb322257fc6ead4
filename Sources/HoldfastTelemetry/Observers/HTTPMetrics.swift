package import CoreMetrics
package import HoldfastHTTP
import HoldfastModel

/// Counts what the public port answers, in the metrics of the catalogue.
package struct HTTPMetrics: HTTPObserver {
  private let requests, rejected, slowReaders: CounterFamily

  /// Makes an observer that counts with a back end of swift-metrics.
  package init(factory: any MetricsFactory) {
    requests = CounterFamily(MetricCatalogue.requests, factory: factory)
    rejected = CounterFamily(MetricCatalogue.rejected, factory: factory)
    slowReaders = CounterFamily(MetricCatalogue.slowReaders, factory: factory)
  }

  /// Counts an event.
  package func observe(_ event: HTTPEvent) {
    switch event {
    case .answered(let route, let status, let code):
      requests.increment(route.name, "\(status / 100)xx")
      if let code { rejected.increment(code.description) }
    case .slowReaderClosed: slowReaders.increment()
    }
  }
}
