import ArgumentParser
import HoldfastBench

/// `holdfast bench start`: how soon a reply begins.
struct StartBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Start replies one after the other: how soon the first frame and token come.")

  @OptionGroup var load: LoadOptions
  @Option(help: "How many.") var count = 100

  func run() async throws { try await load.report { try await $0.starts(count) } }
}

/// `holdfast bench live`: how much later a token comes through the server.
struct LiveBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "live",
    abstract: "Stream many replies at once, one reader each: how long a token is under way.")

  @OptionGroup var load: LoadOptions
  @Option(help: "How many replies.") var streams = 100
  @Option(help: "The time over which they are started, in milliseconds; what is measured begins after it.")
  var rampMs = 1000

  func run() async throws {
    try await load.report { try await $0.live(streams, ramp: .milliseconds(rampMs)) }
  }
}

/// `holdfast bench fan-out`: one reply, many readers.
struct FanOutBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fan-out",
    abstract: "Let many readers follow one reply: how long a token is under way to each.",
    discussion:
      "Give a --lead-ms in which all of them can come. With --gap-ms 0 tokens come as fast as they are taken."
  )

  @OptionGroup var load: LoadOptions
  @Option(help: "How many readers.") var readers = 1000
  @Option(help: "How many more stop reading in the middle.") var stalling = 0
  @Option(help: "How many more drop their connection in the middle.") var vanishing = 0

  func run() async throws {
    var misbehaviour = Workload.Misbehaviour()
    (misbehaviour.stalling, misbehaviour.vanishing) = (stalling, vanishing)
    try await load.report { [misbehaviour] in try await $0.fanOut(readers, misbehaviour) }
  }
}

/// `holdfast bench publish`: the same tokens through a server of channels.
struct PublishBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publish the same tokens to channels of Nchan, each with its subscribers.")

  @OptionGroup var load: LoadOptions
  @Option(help: "How many channels.") var channels = 1
  @Option(help: "How many subscribers each has.") var readers = 1000

  func run() async throws {
    try await load.report { try await $0.publish(channels: channels, readers: readers) }
  }
}

/// `holdfast bench resume`: a finished reply, read again.
struct ResumeBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Read a finished reply again and again: how soon all of it is there.")

  @OptionGroup var load: LoadOptions
  @Option(help: "How often.") var count = 100
  @Option(help: "How many at once.") var clients = 1

  func run() async throws { try await load.report { try await $0.resumes(count, clients: clients) } }
}

/// `holdfast bench idle`: the memory of readers that wait.
struct IdleBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "idle", abstract: "Let many readers wait for a reply: how much memory each takes.",
    discussion: "Give a --lead-ms in which all of them can come.")

  @OptionGroup var load: LoadOptions
  @Option(help: "How many readers.") var readers = 5000

  func run() async throws { try await load.report { try await $0.idle(readers) } }
}
