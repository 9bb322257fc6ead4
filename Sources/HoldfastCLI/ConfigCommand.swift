import ArgumentParser
import Holdfast

/// `holdfast config`: what the configuration is, and whether it is right.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check and show the configuration.",
    subcommands: [Check.self, Show.self, Docs.self])

  /// `holdfast config check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Find every fault of the configuration.",
      discussion: "Ends with status 0 when there is none, else with 78 and one line on stderr for each.")

    @OptionGroup var settings: SettingOptions

    func run() throws {
      do {
        _ = try settings.load().valid()
        print("configuration is valid")
      } catch {
        throw StandardError.exit(with: error)
      }
    }
  }

  /// `holdfast config show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print every setting, its value and where it came from.",
      discussion: "Secrets are not printed. Faults are named on stderr, as `check` does.")

    @OptionGroup var settings: SettingOptions

    func run() throws {
      let loaded = settings.load()
      print(ConfigurationListing(loaded).text, terminator: "")
      if let faults = ConfigurationFaults(loaded.faults) { throw StandardError.exit(with: faults) }
    }
  }

  /// `holdfast config docs`, from which `docs/configuration.md` is made.
  struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "docs", abstract: "Print the reference of all settings.", shouldDisplay: false)

    func run() { print(ConfigurationReference.markdown, terminator: "") }
  }
}
