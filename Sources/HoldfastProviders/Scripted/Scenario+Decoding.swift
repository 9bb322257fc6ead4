import FoundationEssentials
import HoldfastModel

extension Scenario {
  /// The most bytes of a scenario's file.
  static let maximumFileBytes = 16 << 20

  /// Reads a scenario from a file.
  ///
  /// - Throws: ``ScenarioError``, which names the file or the place in it.
  public init(file path: String) throws(ScenarioError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ScenarioError(place: path, problem: "the file cannot be read")
    }
    guard data.count <= Self.maximumFileBytes else {
      throw ScenarioError(place: path, problem: "the file is larger than \(Self.maximumFileBytes) bytes")
    }
    try self.init(json: Array(data))
  }

  /// Reads a scenario from JSON.
  ///
  /// - Throws: ``ScenarioError``, which names the place: unknown names and wrong types are never passed over.
  public init(json bytes: [UInt8]) throws(ScenarioError) {
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
    } catch {
      throw ScenarioError(place: "", problem: error.description)
    }
    let root = try ScenarioReader(value, at: "")
    try root.allow(["replies"])
    replies = try root.array("replies") { (element, place) throws(ScenarioError) in
      try Reply(ScenarioReader(element, at: place))
    }
  }
}

extension Scenario.Reply {
  init(_ reader: ScenarioReader) throws(ScenarioError) {
    try reader.allow(["match", "times", "afterSteps", "steps"])
    match = try reader.optionalString("match")
    times = try reader.optionalCount("times")
    afterSteps = try reader.optionalCount("afterSteps")
    steps = try reader.array("steps") { (element, place) throws(ScenarioError) in
      try Scenario.Step(ScenarioReader(element, at: place))
    }
  }
}
