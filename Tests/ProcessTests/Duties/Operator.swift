import HoldfastModel
import TestServers

/// Someone who looks after a running server with the commands of the program, and on its admin port.
struct Operator {
  let server: ServerProcess

  /// All calls of tools that the server knows of, by their keys.
  func allEffects() throws -> [String: EffectRow] {
    let (head, body) = try HTTPClient(port: server.adminPort).fetch(
      "GET", "/admin/effects?all=true&limit=1000")
    guard head.status == 200, let list = (try? JSONParser.parse(body))?["effects"]?.arrayValue else {
      throw ProcessFailure("/admin/effects: status \(head.status)")
    }
    return try Self.rows(list)
  }

  /// What `holdfast effects list` lists: every call, or those about which something is to be done.
  func listed(all: Bool) throws -> [String: EffectRow] {
    let (end, output) =
      all ? try server.run("effects", "list", "--json", "--all") : try server.run("effects", "list", "--json")
    guard end == .exit(0), let list = (try? JSONParser.parse(output))?.arrayValue else {
      throw ProcessFailure("holdfast effects list: \(end), \(output)")
    }
    return try Self.rows(list)
  }

  /// The keys that `holdfast effects list` prints for a person.
  func printedKeys() throws -> [String] {
    let (end, output) = try server.run("effects", "list")
    guard end == .exit(0) else { throw ProcessFailure("holdfast effects list: \(end), \(output)") }
    return output.split(separator: "\n").dropLast().map { line in
      String(line.prefix { $0 != "\t" })
    }
  }

  /// What is wrong with the quota of the server, as `holdfast quota verify` says.
  func findingsOfQuota() throws -> Findings {
    var findings = Findings()
    let (end, output) = try server.run("quota", "verify")
    findings.equal(end, .exit(0), "end of quota verify")
    let lines = output.split(separator: "\n")
    findings.equal(lines.last, "no difference", "quota verify")
    findings.check(lines.first?.hasSuffix(" 0 outstanding") == true, "quota verify: \(output)")
    return findings
  }

  /// Waits until nothing more happens to any call by itself.
  func waitForRest(_ deadline: Deadline = .step) throws -> [String: EffectRow] {
    try deadline.poll("all effects to come to rest", every: 50_000) {
      let rows = try allEffects()
      return rows.values.allSatisfy(\.isAtRest) ? rows : nil
    }
  }

  private static func rows(_ list: [JSONValue]) throws -> [String: EffectRow] {
    let rows = list.compactMap(EffectRow.init)
    let byKey = Dictionary(rows.map { ($0.key, $0) }) { first, _ in first }
    guard byKey.count == list.count else { throw ProcessFailure("a list of effects is odd: \(list)") }
    return byKey
  }
}
