import ArgumentParser
import HoldfastBench
import HoldfastModel
import NIOPosix

/// The server under load, and what its provider is to say.
struct LoadOptions: ParsableArguments {
  @OptionGroup var output: BenchOutput
  @Option(help: "The server, http://HOST:PORT.") var url = "http://127.0.0.1:8080"
  @Option(help: "What the server is: holdfast, openai or nchan.") var kind = ServerKind.holdfast
  @Option(help: "A bearer token.") var token: String?
  @Option(help: "A process of the server, for what it uses; may be given several times.") var pid: [Int32] =
    []
  @Option(help: "How many tokens a reply has.") var tokens = 250
  @Option(help: "The time between two tokens, in milliseconds; 0 is as fast as they are taken.") var gapMs =
    20.0
  @Option(help: "The text of a token, in bytes.") var bytes = 64
  @Option(help: "How long nothing is said at first, in milliseconds.") var leadMs = 0.0
  @Option(help: "After how many tokens the provider pauses; 0 for never.") var pauseAfter = 0
  @Option(help: "The pause, in milliseconds.") var pauseMs = 3000.0
  @Flag(help: "Measure the floor of the machine beside it.") var floor = false

  /// Runs a load, and prints what came of it.
  ///
  /// - Throws: `ExitCode.failure` when a reader was not served right.
  func report(_ load: (Workload) async throws -> LoadResult) async throws {
    guard let address = LoadAddress(url, token: token) else {
      throw ValidationError("--url must be http://HOST:PORT")
    }
    let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).any()
    var script = BenchScript()
    (script.tokens, script.gapMilliseconds, script.bytes) = (tokens, gapMs, bytes)
    (script.leadMilliseconds, script.pauseAfter) = (leadMs, pauseAfter)
    script.pauseMilliseconds = pauseAfter > 0 ? pauseMs : 0
    let machine =
      floor ? try await MachineFloor.measure(directory: output.directory, count: 1000, on: loop) : nil
    let workload = Workload(
      client: LoadClient(kind, at: address, on: loop), script: script, processes: pid)
    let result: LoadResult
    do { result = try await load(workload) } catch let error as LoadError {
      StandardError.write("holdfast: \(error)")
      throw ExitCode.failure
    }
    if output.json {
      var json = LoadReport.json(result)
      if let machine { json = json.adding("machine", machine.json) }
      print(json.text)
    } else {
      if let machine { print(machine.text) }
      print(LoadReport.text(result))
    }
    if !result.isCorrect { throw ExitCode.failure }
  }
}

extension ServerKind: ExpressibleByArgument {}

extension JSONValue {
  fileprivate func adding(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(var object) = self else { return self }
    object[name] = value
    return .object(object)
  }
}
