import Holdfast
import Testing

/// A name that no setting has is a fault, so that a typing error does not go unnoticed.
@Suite(.timeLimit(.minutes(1)))
struct UnknownNameTests {
  static let variables = [
    ("HOLDFAST_HTP_PORT", "is no setting; did you mean HOLDFAST_HTTP_PORT?"),
    ("HOLDFAST_PORT", "is no setting; did you mean HOLDFAST_HTTP_PORT?"),
    ("HOLDFAST_HTTP_PROT", "is no setting; did you mean HOLDFAST_HTTP_PORT?"),
    ("HOLDFAST_ORIGINS", "is no setting; did you mean HOLDFAST_HTTP_ORIGINS?"),
    ("HOLDFAST_ENGINE_LEASE", "is no setting; did you mean HOLDFAST_ENGINE_LEASE_MS?"),
    ("HOLDFAST_JWKS", "is no setting; did you mean HOLDFAST_JWT_JWKS?"),
    ("HOLDFAST_PROVIDER_KIND", "is no setting; did you mean HOLDFAST_PROVIDER?"),
    ("HOLDFAST_COMPLETELY_DIFFERENT", "is no setting"),
    ("HOLDFAST_http_port", "is no setting; did you mean HOLDFAST_HTTP_PORT?"),
    ("HOLDFAST_", "is no setting"),
  ]

  @Test(arguments: variables)
  func anUnknownVariableIsAFault(_ name: String, _ problem: String) throws {
    #expect(try Reading.faults(environment: [name: "value"]) == ["\(name): \(problem)"])
  }

  @Test(arguments: [
    "HOLDFAST_TEST_LONG", "HOLDFAST_RECORDED", "HOLDFAST_PYTHON", "HOLDFAST_BINARY", "PATH", "HOLDFASTER",
    "holdfast_x",
  ])
  func otherVariablesArePassedOver(_ name: String) throws {
    #expect(try Reading.faults(environment: [name: "value"]) == [])
  }

  static let links = [
    ("HOLDFAST_SERVICE_HOST", "10.0.0.11"), ("HOLDFAST_SERVICE_PORT", "8080"),
    ("HOLDFAST_SERVICE_PORT_HTTP", "8080"),
    ("HOLDFAST_PORT", "tcp://10.0.0.11:8080"), ("HOLDFAST_PORT_8080_TCP", "tcp://10.0.0.11:8080"),
    ("HOLDFAST_PORT_8080_TCP_ADDR", "10.0.0.11"), ("HOLDFAST_PORT_53_UDP_PROTO", "udp"),
    ("HOLDFAST_ADMIN_PORT", "tcp://10.0.0.11:8081"), ("HOLDFAST_ADMIN_SERVICE_HOST", "10.0.0.11"),
  ]

  @Test(arguments: links)
  func theLinksOfAServiceArePassedOver(_ name: String, _ value: String) throws {
    let loaded = try Reading.load(environment: [name: value])
    #expect(loaded.faults.isEmpty)
    #expect(loaded.configuration.admin.port == 8081)
  }

  static let keys = [
    ("htp: {port: 1}", "holdfast.yaml, htp.port: is no setting; did you mean http.port?"),
    ("http: {prot: 1}", "holdfast.yaml, http.prot: is no setting; did you mean http.port?"),
    ("port: 1", "holdfast.yaml, port: is no setting; did you mean http.port?"),
    ("http: {web_root: x}", "holdfast.yaml, http.web_root: is no setting; did you mean http.webRoot?"),
    (
      "holdfast: {http: {host: x}}",
      "holdfast.yaml, holdfast.http.host: is no setting; did you mean http.host?"
    ),
    ("colour: blue", "holdfast.yaml, colour: is no setting"),
    ("log: debug", "holdfast.yaml, log: is a section, not a setting; it has log.level"),
  ]

  @Test(arguments: keys)
  func anUnknownKeyIsAFault(_ file: String, _ fault: String) throws {
    #expect(try Reading.faults(file: file) == [fault])
  }

  @Test(arguments: ["http:\n", "http: ~\n", "http:\n  # port: 1\nlog:\n"])
  func aSectionMayBeEmpty(_ file: String) throws {
    #expect(try Reading.faults(file: file) == [])
  }

  @Test func anUnknownFlagIsAFault() throws {
    #expect(try Reading.faults(flags: ["http.prot": "1"]) == ["http.prot: is no setting"])
  }
}
