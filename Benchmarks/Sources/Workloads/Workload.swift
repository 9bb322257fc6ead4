/// Something that is done over and over, to be measured.
public struct Workload: Sendable {
  /// What it is called, in tables and on the command line.
  public let name: String
  /// What is counted: the cost is told per one of these.
  public let unit: String
  /// How often it is repeated in one measurement, so that what is prepared for it hardly counts.
  public let repetitions: Int
  private let body: @Sendable (Int) async throws -> Int

  init(
    name: String, unit: String, repetitions: Int, body: @escaping @Sendable (Int) async throws -> Int
  ) {
    self.name = name
    self.unit = unit
    self.repetitions = repetitions
    self.body = body
  }

  /// Repeats it, and checks what came of it.
  ///
  /// - Returns: How many units were done; so many more for each repetition.
  /// - Throws: ``WorkloadFailure`` when something else came of it than should.
  public func run(repetitions: Int) async throws -> Int { try await body(repetitions) }

  /// All there are, in the order in which a chunk meets what they measure.
  public static let all = [
    run(deltas: 1000), run(deltas: 10_000), seal, groupCommit(writers: 64), encoder, frame, hub(readers: 1),
    hub(readers: 100),
    hub(readers: 1000), parser,
  ]

  /// The one of a name.
  public static func named(_ name: String) -> Workload? { all.first { $0.name == name } }
}
