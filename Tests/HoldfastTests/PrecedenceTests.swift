import Holdfast
import Testing

/// Flags come before the environment, the environment before the file, the file before the defaults.
@Suite(.timeLimit(.minutes(1)))
struct PrecedenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var flag: String?
    var variable: String?
    var line: String?
    var port: Int
    var origin: String

    var testDescription: String { "\(port) from \(origin)" }
  }

  /// Every subset of the three sources that can be given.
  static let cases = (0..<8).map { bits in
    let (flag, variable, line) = (bits & 4 != 0, bits & 2 != 0, bits & 1 != 0)
    let (port, origin) =
      flag
      ? (1001, "--port")
      : variable ? (1002, "HOLDFAST_HTTP_PORT") : line ? (1003, "holdfast.yaml") : (8080, "default")
    return Case(
      flag: flag ? "1001" : nil, variable: variable ? "1002" : nil, line: line ? "1003" : nil, port: port,
      origin: origin)
  }

  @Test(arguments: cases)
  func theFirstSourceCounts(_ example: Case) throws {
    let loaded = try Reading.load(
      flags: example.flag.map { ["http.port": $0] } ?? [:],
      environment: example.variable.map { ["HOLDFAST_HTTP_PORT": $0] } ?? [:],
      file: example.line.map { "http:\n  port: \($0)\n" })
    #expect(loaded.faults.isEmpty)
    #expect(loaded.configuration.http.port == example.port)
    #expect((loaded.origins["http.port"]?.name ?? "default") == example.origin)
  }

  @Test func aFaultIsNotCoveredByALowerSource() throws {
    let loaded = try Reading.load(environment: ["HOLDFAST_HTTP_PORT": "x"], file: "http: {port: 1003}")
    #expect(loaded.faults.map(\.key) == ["http.port"])
    #expect(loaded.configuration.http.port == 8080)
  }

  @Test(arguments: ["", "  "])
  func aBlankVariableIsNotSet(_ value: String) throws {
    let loaded = try Reading.load(environment: ["HOLDFAST_HTTP_PORT": value], file: "http: {port: 1003}")
    #expect(loaded.configuration.http.port == 1003)
  }

  @Test(arguments: ["port:", "port: ~", "port: null", "# port: 1003"])
  func aKeyWithoutAValueIsNotGiven(_ line: String) throws {
    let loaded = try Reading.load(file: "http:\n  \(line)\n")
    #expect(loaded.faults.isEmpty)
    #expect(loaded.configuration.http.port == 8080)
  }

  @Test(arguments: ["", "\n", "# nothing\n---\n"])
  func aFileMayHoldNothing(_ text: String) throws {
    #expect(try Reading.load(file: text).faults.isEmpty)
  }

  @Test func aListReplacesTheListBelow() throws {
    let file = "http: {origins: ['https://a.example', 'https://b.example']}"
    #expect(
      try Reading.load(file: file).configuration.http.origins == ["https://a.example", "https://b.example"])
    let both = try Reading.load(environment: ["HOLDFAST_HTTP_ORIGINS": "https://c.example"], file: file)
    #expect(both.configuration.http.origins == ["https://c.example"])
    let none = try Reading.load(file: "http: {origins: []}")
    #expect(none.faults.isEmpty)
    #expect(none.configuration.http.origins.isEmpty)
  }

  @Test func theFlagNamesTheFileBeforeTheVariable() {
    let loader = ConfigurationLoader(
      file: "/nonexistent/flag.yaml", environment: ["HOLDFAST_CONFIG": "/nonexistent/variable.yaml"])
    #expect(loader.load().faults.first?.origin == .flag("--config"))
  }

  @Test func thePublicEntranceThrowsEveryFault() {
    let error = #expect(throws: ConfigurationFaults.self) {
      try HoldfastConfiguration.load(
        flags: ["http.port": "x"], file: "/nonexistent/holdfast.yaml", environment: ["HOLDFAST_NO_SUCH": "1"])
    }
    #expect(error?.faults.count == 4)
  }
}
