import ArgumentParser
import Holdfast
import HoldfastModel

/// `holdfast quota`: what operators do about quota.
struct QuotaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quota", abstract: "Look after quota.", subcommands: [Verify.self])

  /// `holdfast quota verify`: counts all reservations anew.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Count all reservations anew and compare them with the sums that are kept.",
      discussion: """
        Asks the running server on its admin port; replies go on meanwhile. Ends with status 1 when something does not \
        add up.
        """)

    @OptionGroup var admin: AdminOptions

    func run() async throws {
      let audit = try await admin.ask { try await $0.get("/admin/quota/verify") }
      let differences = audit["differences"]?.arrayValue ?? []
      if admin.json {
        print(audit.text)
      } else {
        func count(_ name: String) -> Int { audit[name]?.intValue ?? 0 }
        print(
          "\(count("principals")) principals, \(count("reservations")) reservations, "
            + "\(count("outstanding")) outstanding")
        for difference in differences {
          print("\(difference["principal"]?.stringValue ?? "?") does not add up")
          print("  kept:    \(difference["account"]?.text ?? "?")")
          print("  counted: \(difference["counted"]?.text ?? "?")")
        }
        print(differences.isEmpty ? "no difference" : "\(differences.count) differences")
      }
      if !differences.isEmpty { throw ExitCode.failure }
    }
  }
}
