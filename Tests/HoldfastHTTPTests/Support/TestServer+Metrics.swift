import Holdfast
import Hummingbird
import HummingbirdTesting
import NIOCore

extension TestServer {
  /// The series of the metrics page that are not 0.
  func metrics() async throws -> [String: Double] {
    try await assembly.adminApplication().test(.router) { admin in
      let response = try await admin.execute(uri: "/metrics", method: .get)
      var series: [String: Double] = [:]
      for line in String(buffer: response.body).split(separator: "\n") where !line.hasPrefix("#") {
        let parts = line.split(separator: " ")
        guard let number = parts.last.flatMap({ Double($0) }), number != 0 else { continue }
        series[parts.dropLast().joined(separator: " ")] = number
      }
      return series
    }
  }

  /// The values of a metric, by the value of one of its labels, those of other labels added up; 0 is left out.
  func metric(_ name: String, by label: String) async throws -> [String: Int] {
    var values: [String: Int] = [:]
    for (series, value) in try await metrics() where series.hasPrefix("\(name){") {
      guard let start = series.firstRange(of: "\(label)=\"")?.upperBound,
        let end = series[start...].firstIndex(of: "\"")
      else { continue }
      values[String(series[start..<end]), default: 0] += Int(value)
    }
    return values
  }
}
