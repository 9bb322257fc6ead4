import ArgumentParser
import Holdfast
import HoldfastModel

/// Finds the admin port of the running server, as the configuration has it.
struct AdminOptions: ParsableArguments {
  @OptionGroup var settings: SettingOptions

  @Flag(help: "Print what the server answered, as JSON.") var json = false

  /// Asks the server, and ends the program with a clear message when it cannot be asked.
  func ask(_ call: (AdminClient) async throws -> JSONValue) async throws -> JSONValue {
    let configuration: HoldfastConfiguration
    do { configuration = try settings.load().valid() } catch { throw StandardError.exit(with: error) }
    do { return try await call(AdminClient(configuration)) } catch {
      StandardError.write("holdfast: \(error)")
      throw ExitCode.failure
    }
  }
}
