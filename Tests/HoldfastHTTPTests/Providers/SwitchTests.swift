import HoldfastEngine
import HoldfastModel
import HoldfastTesting
import Testing

// One after the other: each has servers of its own, and others are being tested beside.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct `A reply that breaks off while another target is well` {
  /// How many replies share a server.
  ///
  /// A breaker opens after five failures in a row, and a node makes ten further attempts a second: with more replies it
  /// would be these that are measured.
  private static let repliesOfServer = 5
  /// How many servers run at once.
  private static let serversAtOnce = 6

  /// The metrics that tell why a reply did not finish.
  private static let telling = ["not_continued", "no_target", "aborts", "breaker_moves"]

  private struct Tally {
    var finished = 0
    var seams = 0
    var exceptions: [String] = []

    mutating func add(_ other: Tally) {
      finished += other.finished
      seams += other.seams
      exceptions += other.exceptions
    }
  }

  /// F62 to F65: 99 % end in `finish`, and no byte that was seen is ever changed.
  @Test(arguments: [UpstreamFault.stall, .reset, .quietEnd, .errorInStream])
  func `ends in finish, its beginning untouched`(fault: UpstreamFault) async throws {
    let seeds = Effort.tries(UInt64(100), long: 1000)
    let result = try await withScriptedUpstream { request in
      let run = SwitchRun(seed: UInt64(request.question) ?? 0, fault: fault)
      switch request.model {
      case "broken": return run.scenario
      case "refusing": return UpstreamScenario(text: run.text, fault: .serverError)
      default: return run.healthy
      }
    } body: { upstream in
      try await withThrowingTaskGroup(of: Tally.self) { group in
        var tally = Tally()
        var running = 0
        for first in stride(from: seeds.lowerBound, through: seeds.upperBound, by: Self.repliesOfServer) {
          let batch = first...min(first + UInt64(Self.repliesOfServer) - 1, seeds.upperBound)
          if running >= Self.serversAtOnce, let next = try await group.next() { tally.add(next) }
          running += 1
          group.addTask { try await Self.play(batch, fault, upstream) }
        }
        for try await next in group { tally.add(next) }
        return tally
      }
    }
    for exception in result.exceptions { print("no finish: \(exception)") }
    print("\(fault.rawValue): \(result.finished) of \(seeds.count) finished, \(result.seams) with a seam")
    #expect(Double(result.finished) >= 0.99 * Double(seeds.count), "\(result.exceptions)")
    // What is measured is going on, not being spared.
    #expect(result.seams >= seeds.count / 2)
  }

  private static func play(
    _ seeds: ClosedRange<UInt64>, _ fault: UpstreamFault, _ upstream: ScriptedUpstream
  ) async throws -> Tally {
    let random = SimulationRandom(seed: seeds.lowerBound, "server of \(fault.rawValue)")
    let formats = (0..<2).map { _ in random.one(of: UpstreamFormat.allCases) }
    let mode = random.one(of: [ContinuationMode.prefill, .userContinue])
    let place = random.one(of: SwitchRun.Place.allCases)
    let broken = Chain(upstream: upstream, format: formats[0], mode: mode)
    let other = Chain(upstream: upstream, format: formats[1], mode: mode)
    let patience: Duration? = fault == .stall ? .milliseconds(400) : nil
    let first = broken.target("broken", betweenChunks: patience)
    let targets =
      switch place {
      case .second: [first, other.target("well", rank: 1)]
      case .third: [first, other.target("refusing", rank: 1), other.target("well", rank: 2)]
      case .beside: [first, other.target("well")]
      }
    let runs = seeds.map { SwitchRun(seed: $0, fault: fault) }
    let (ends, metrics) = try await Chain.serve(targets) { server in
      let ends = try await withThrowingTaskGroup(of: (SwitchRun, Answer).self) { group in
        for run in runs {
          group.addTask {
            (run, try await server.visitor().ask("\(run.seed)", session: "s\(run.seed)"))
          }
        }
        return try await group.reduce(into: [(SwitchRun, Answer)]()) { $0.append($1) }
      }
      return (ends, try await server.metrics().filter { Self.telling.contains(where: $0.key.contains) })
    }
    var tally = Tally()
    for (run, answer) in ends {
      let text = try answer.replyText
      let types = try answer.types
      #expect(run.text.utf8.starts(with: text.utf8), "\(run), \(place): \(text)")
      let seams = types.count { $0 == "data-seam" }
      tally.seams += seams
      if types.last == "finish" {
        #expect(text == run.text, "\(run), \(place)")
        tally.finished += 1
      } else {
        let end = try answer.chunks.last?["errorText"]?.stringValue ?? ""
        tally.exceptions.append("\(run), \(place), \(mode), \(seams) seams: \(end); \(metrics)")
      }
    }
    return tally
  }
}
