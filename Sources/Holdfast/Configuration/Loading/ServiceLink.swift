/// The variables that Kubernetes and Docker make for a service whose name begins with `holdfast`.
///
/// They have our prefix and come unasked (Kubernetes, "Accessing the Service", "Environment variables"): of a service
/// `holdfast-admin` even one with the name of a setting, `HOLDFAST_ADMIN_PORT=tcp://10.0.0.11:8081`.
enum ServiceLink {
  /// Whether a variable is one of them.
  static func isOne(name: String, value: String) -> Bool {
    let words = name.split(separator: "_")
    if let place = words.firstIndex(of: "SERVICE"), ["HOST", "PORT"].contains(words[(place + 1)...].first) {
      return true
    }
    guard let place = words.lastIndex(of: "PORT") else { return false }
    let rest = words[(place + 1)...]
    if rest.isEmpty { return protocols.contains { value.hasPrefix($0.lowercased() + "://") } }
    return rest.first.flatMap { UInt16($0) } != nil
      && protocols.contains(String(rest.dropFirst().first ?? ""))
  }

  private static let protocols = ["TCP", "UDP", "SCTP"]
}
