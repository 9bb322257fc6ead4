import ArgumentParser
import HoldfastBench
import NIOPosix

/// `holdfast bench upstream`: a provider that stamps every token.
struct UpstreamBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upstream", abstract: "Serve a scripted OpenAI-compatible provider that stamps every token.",
    discussion: """
      What it says is asked for in the question: bench tokens=250 gap-ms=20 bytes=64 lead-ms=0 pause-after=0 pause-ms=0.
      """)

  @Option(help: "The port of 127.0.0.1; 0 takes a free one.") var port = 0

  func run() async throws { try await serve(.completions, port: port) }
}

/// `holdfast bench floor`: a server with nothing behind it.
struct FloorBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "floor",
    abstract: "Serve the frames of Holdfast from memory, with no log: what no server can beat.")

  @Option(help: "The port of 127.0.0.1; 0 takes a free one.") var port = 0

  func run() async throws { try await serve(.uiMessages, port: port) }
}

private func serve(_ format: FrameFormat, port: Int) async throws {
  let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  let server = try await RigServer(format, port: port, on: group.any())
  StandardError.write("listening on http://127.0.0.1:\(server.port)")
  try await server.run()
}
