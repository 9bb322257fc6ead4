import ArgumentParser
import Holdfast

/// `holdfast migrate`: brings the tables of the stores to the version that this program needs.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring the tables of the stores to the version that this program needs.",
    discussion: """
      For stores that are servers of their own; the embedded ones are brought up when they are opened. Tables only go \
      forward, and running it again changes nothing. Nodes of the version before go on meanwhile.

      Ends with status 78 when the configuration is wrong, and with 1 when something else failed.
      """)

  @OptionGroup var settings: SettingOptions

  func run() async throws {
    let configuration: HoldfastConfiguration
    do {
      configuration = try settings.load().valid()
    } catch {
      throw StandardError.exit(with: error)
    }
    do {
      let migrated = try await StoreMigration.run(configuration)
      print(
        migrated.isEmpty
          ? "nothing to migrate: all stores are embedded" : "migrated: \(migrated.joined(separator: ", "))")
    } catch {
      let failure = ServerFailure(error, of: configuration)
      StandardError.write("holdfast: \(failure)")
      throw ExitCode(failure.status.rawValue)
    }
  }
}
