import ArgumentParser

/// `holdfast bench`: measures servers, and what the machine itself takes.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure a server under load, beside the floor of the machine.",
    discussion: """
      A server is measured with a provider behind it that stamps every token: `holdfast bench upstream`. Point the server \
      at it (HOLDFAST_PROVIDER=openai, HOLDFAST_PROVIDER_URL=http://127.0.0.1:PORT/v1), then run a load. Each load ends \
      with status 1 when a reader missed a token, got one twice, or saw other bytes than another reader.

      Only servers on addresses that are yours to load.
      """,
    subcommands: [
      UpstreamBench.self, FloorBench.self, MachineBench.self, AppendsBench.self, StartBench.self,
      LiveBench.self,
      FanOutBench.self, PublishBench.self, ResumeBench.self, IdleBench.self, SeedBench.self,
    ])
}
