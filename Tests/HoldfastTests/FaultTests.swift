import Holdfast
import Testing

/// Every fault is found, named by where it is, and said in full.
@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var environment: [String: String] = [:]
    var file: String?
    var fault: String

    init(_ environment: [String: String], _ fault: String) {
      (self.environment, self.fault) = (environment, fault)
    }
    init(file: String, _ fault: String) { (self.file, self.fault) = (file, fault) }

    var testDescription: String { fault }
  }

  static let values = [
    Case(
      ["HOLDFAST_HTTP_PORT": "eighty"],
      "HOLDFAST_HTTP_PORT: \"eighty\" is no whole number; allowed: a whole number from 0 to 65535"),
    Case(
      ["HOLDFAST_HTTP_PORT": "65536"],
      "HOLDFAST_HTTP_PORT: \"65536\" is out of range; allowed: a whole number from 0 to 65535"),
    Case(
      ["HOLDFAST_ADMIN_PORT": "-1"],
      "HOLDFAST_ADMIN_PORT: \"-1\" is out of range; allowed: a whole number from 0 to 65535"),
    Case(
      file: "http: {port: 8080.5}",
      "holdfast.yaml, http.port: \"8080.5\" is no whole number; allowed: a whole number from 0 to 65535"),
    Case(
      file: "http: {port: [1, 2]}",
      "holdfast.yaml, http.port: is a list, and takes one value; allowed: a whole number from 0 to 65535"),
    Case(
      ["HOLDFAST_HTTP_HOST": "localhost:80"],
      "HOLDFAST_HTTP_HOST: \"localhost:80\" is no host; allowed: a host name or an address, without scheme and port"
    ),
    Case(
      ["HOLDFAST_ADMIN_HOST": "http://x"],
      "HOLDFAST_ADMIN_HOST: \"http://x\" is no host; allowed: a host name or an address, without scheme and port"
    ),
    Case(
      ["HOLDFAST_HTTP_SECURE_COOKIES": "maybe"],
      "HOLDFAST_HTTP_SECURE_COOKIES: \"maybe\" is neither true nor false; allowed: true or false"),
    Case(
      ["HOLDFAST_DURABILITY": "paper"],
      "HOLDFAST_DURABILITY: \"paper\" is unknown; allowed: power, process or relaxed"
    ),
    Case(
      ["HOLDFAST_PROVIDER": "oracle"],
      "HOLDFAST_PROVIDER: \"oracle\" is unknown; allowed: openai, anthropic or scripted"
    ),
    Case(
      ["HOLDFAST_LOG_LEVEL": "loud"],
      "HOLDFAST_LOG_LEVEL: \"loud\" is unknown; allowed: trace, debug, info, notice, warning, error or critical"
    ),
    Case(
      ["HOLDFAST_PROVIDER_URL": "localhost/v1"],
      "HOLDFAST_PROVIDER_URL: the value is no http or https URL; allowed: an http or https URL without user, password "
        + "and fragment"),
    Case(
      ["HOLDFAST_PROVIDER_URL": "https://me:hunter2@host/v1"],
      "HOLDFAST_PROVIDER_URL: the value holds a user or a password; a key has a setting of its own; allowed: an http or "
        + "https URL without user, password and fragment"),
    Case(
      ["HOLDFAST_LIMITS_BODY_BYTES": "0"],
      "HOLDFAST_LIMITS_BODY_BYTES: \"0\" is out of range; allowed: a whole number of bytes from 1 to 1073741824"
    ),
    Case(
      ["HOLDFAST_ENGINE_LEASE_MS": "10s"],
      "HOLDFAST_ENGINE_LEASE_MS: \"10s\" is no whole number; allowed: a whole number of milliseconds from 100 to 3600000"
    ),
    Case(
      ["HOLDFAST_JWT_ALGORITHMS": "RS256,none"],
      "HOLDFAST_JWT_ALGORITHMS: \"none\" is unknown; allowed: one or more of HS256, RS256, RS384, RS512, PS256, PS384, "
        + "PS512, ES256, ES384, ES512 or EdDSA, separated by commas"),
    Case(
      ["HOLDFAST_JWT_JWKS": "http://issuer.example/keys"],
      "HOLDFAST_JWT_JWKS: the value must be https: whoever can alter the keys on their way can sign in as anyone; "
        + "allowed: an https URL, an http URL of this machine, or a path"),
    Case(
      ["HOLDFAST_STREAMS_URL": "memcached://me:hunter2@host"],
      "HOLDFAST_STREAMS_URL: the value is no URL of a store; allowed: sqlite:folder, redis://…, rediss://…"),
    Case(
      ["HOLDFAST_STREAMS_URL": "mysql://me:hunter2@host/database", "HOLDFAST_SECRET": secret],
      "HOLDFAST_STREAMS_URL: the value names mysql, which cannot be used here; allowed: sqlite:folder, redis://…, "
        + "rediss://…"),
    Case(
      ["HOLDFAST_STREAMS_URL": "redis://host"],
      "secret (HOLDFAST_SECRET): is missing: nodes that share a store must share the secret that signs cookies and seals "
        + "streams; set HOLDFAST_SECRET to the same text of at least 32 bytes on all of them"),
    Case(
      ["HOLDFAST_CONVERSATIONS_REPLICA_URL": "mysql://me:hunter2@host/database"],
      "HOLDFAST_CONVERSATIONS_REPLICA_URL: is the replica of nothing: conversations.url is no mysql:// URL"),
  ]

  private static let secret = "a secret of more than thirty-two bytes"

  @Test(arguments: values)
  func aWrongValueIsAFault(_ example: Case) throws {
    #expect(try Reading.faults(environment: example.environment, file: example.file) == [example.fault])
  }

  static let files = [
    Case(
      file: "http:\n  port: 'x\n",
      "holdfast.yaml: cannot be parsed as YAML: 3:1: error: scanner: while scanning a quoted scalar in line 2, column "
        + "9: found unexpected end of stream"),
    Case(
      file: "http: {port: 1}\nhttp: {port: 2}\n",
      "holdfast.yaml: cannot be parsed as YAML: Parser: expected all keys to be unique but found the following "
        + "duplicated key(s): 'http'."),
    Case(
      file: "just text", "holdfast.yaml: cannot be parsed as YAML: Top level YAML value is not a mapping."),
  ]

  @Test(arguments: files)
  func aFileThatCannotBeParsedIsAFault(_ example: Case) throws {
    #expect(try Reading.faults(file: example.file) == [example.fault])
  }

  @Test(arguments: ["/nonexistent/holdfast.yaml", "/"])
  func aNamedFileMustBeReadable(_ path: String) {
    let loaded = ConfigurationLoader(environment: ["HOLDFAST_CONFIG": path, "HOLDFAST_PROVIDER": "scripted"])
      .load()
    let reason = path == "/" ? "Is a directory" : "No such file or directory"
    #expect(
      loaded.faults.map(\.description) == ["HOLDFAST_CONFIG: the file \(path) cannot be read: \(reason)"])
  }

  @Test func allFaultsAreReportedAtOnce() throws {
    let faults = try Reading.load(
      flags: ["durability": "paper"],
      environment: [
        "HOLDFAST_HTTP_PORT": "x", "HOLDFAST_LIMITS_JSON_DEPTH": "9999", "HOLDFAST_SECRET": "short",
        "HOLDFAST_HTTP_ORIGINS": "https://a.example/path", "HOLDFAST_TYPO": "1",
      ],
      file: "engine: {leaseMs: 1000}\nlimits: {fileBytes: many}\nwrong: {key: 1}\n"
    ).faults
    #expect(
      faults.map { $0.key ?? $0.origin.name } == [
        "HOLDFAST_TYPO", "wrong.key", "http.port", "durability", "limits.fileBytes", "limits.jsonDepth",
        "http.origins",
        "secret", "engine.renewIntervalMs",
      ])
  }

  @Test func aFaultIsOneLine() throws {
    let faults = try Reading.faults(environment: ["HOLDFAST_HTTP_HOST": "a\nb\u{1B}[31m\u{202E}"])
    #expect(faults.count == 1)
    #expect(faults[0].hasPrefix("HOLDFAST_HTTP_HOST: \"a\\nb\\u{1B}[31m\\u{202E}\" is no host"))
  }

  @Test func aLongValueIsCutShort() throws {
    let faults = try Reading.faults(environment: ["HOLDFAST_HTTP_PORT": String(repeating: "9", count: 10_000)]
    )
    #expect(faults.count == 1)
    #expect(faults[0].count < 200)
  }
}
