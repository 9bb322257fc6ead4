/// The address of a route of an API, from the address before it.
///
/// Slashes at the end of the base do not count, and its query is kept.
struct RouteURL {
  let base: String
  let route: String

  var text: String {
    let parts = base.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = parts.first ?? ""
    while path.hasSuffix("/") { path.removeLast() }
    return parts.count == 2 ? "\(path)/\(route)?\(parts[1])" : "\(path)/\(route)"
  }
}
