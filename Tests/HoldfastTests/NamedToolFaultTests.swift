import Holdfast
import Testing

/// Every fault of tools and plans is found, named by where it is, and said in full.
@Suite(.timeLimit(.minutes(1)))
struct NamedToolFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var environment: [String: String]
    var faults: [String]

    init(_ file: String, _ faults: String..., environment: [String: String] = [:]) {
      (self.file, self.environment) = (file, environment)
      self.faults = faults.map { $0.replacing("@", with: "holdfast.yaml, ") }
    }

    var testDescription: String { faults.first ?? file }
  }

  /// A file with a tool of some settings.
  private static func tool(_ settings: String, name: String = "t") -> String {
    "providers: {p: {kind: scripted}}\nagents: {default: {chain: p/m, tools: \(name)}}\n"
      + "tools: {\(name): {\(settings)}}\n"
  }

  /// A file with a tool that has no fault but for what is added.
  private static func good(_ settings: String, effect: String = "none") -> String {
    tool(
      "summary: s, url: 'https://h.example/t', schema: {type: object}, effect: \(effect)"
        + (settings.isEmpty ? "" : ", \(settings)"))
  }

  /// A file with a tool of a schema.
  private static func schema(_ schema: String) -> String {
    tool("summary: s, url: 'https://h.example/t', effect: none, schema: \(schema)")
  }

  /// A file with plans and an agent.
  private static func plans(_ plans: String, agent: String = "quotaClass: free") -> String {
    "providers: {p: {kind: scripted}}\nagents: {default: {chain: p/m\(agent.isEmpty ? "" : ", " + agent)}}\n"
      + "plans: {\(plans)}\n"
  }

  static let presence = [
    Case(
      tool("title: x"),
      "tools.t.summary: is missing: the tool t needs a summary, by which models choose it",
      "tools.t.url: is missing: the tool t needs an address to be called at",
      "tools.t.schema: is missing: the tool t needs the JSON Schema of its input, such as {type: object}",
      "tools.t.effect: is missing: the tool t must say what it does to the world outside; allowed: none, reversible, "
        + "residue, irreversible"),
    Case(
      good("efect: none"), "@tools.t.efect: is no setting; did you mean tools.t.effect?"),
    Case(
      good("", effect: "reversible"),
      "tools.t.compensateUrl: is missing: the effect reversible can be undone, so the tool t needs the address that does "
        + "it"),
    Case(
      good("", effect: "residue"),
      "tools.t.compensateUrl: is missing: the effect residue can be undone, so the tool t needs the address that does it"
    ),
    Case(
      good("compensateUrl: 'https://h.example/u'", effect: "irreversible"),
      "@tools.t.compensateUrl: has no effect on a tool whose effect is irreversible"),
    Case(
      good("", effect: "some"),
      "@tools.t.effect: \"some\" is unknown; allowed: none, reversible, residue or irreversible"),
    Case(
      tool("summary: s, url: 'https://h.example', schema: {type: object}, effect: none", name: "a b"),
      "tools.a b: \"a b\" is no name: it takes 1 to 64 letters without accents, digits, - and _"),
    Case(
      tool(
        "summary: s, url: 'https://h.example', schema: {type: object}, effect: none", name: "createDocument"),
      "tools.createDocument: is the name of a tool that is built in"),
    Case(
      "tools: {t: {summary: s, url: 'https://h.example', schema: {type: object}, effect: none}}",
      "agents.default: is missing: tools are configured and no agent can call them; give an agent a chain and tools"
    ),
  ]

  static let values = [
    Case(
      tool("summary: s, url: 'ftp://h', schema: {type: object}, effect: none"),
      "@tools.t.url: the value is no http or https URL; allowed: an http or https URL without user, password and fragment"
    ),
    Case(
      tool("summary: s, url: 'https://h..example/', schema: {type: object}, effect: none"),
      "@tools.t.url: the value has characters that no URL has, or a host that is none; allowed: an http or https URL "
        + "without user, password and fragment"),
    Case(
      tool("summary: s, url: 'http://127.0.0.1:1/', schema: {type: object}, effect: none"),
      "@tools.t.url: is at an address that is not public, where tools are not called unless tools.t.allowPrivate is true"
    ),
    Case(
      good("statusUrl: 'http://localhost/s'"),
      "@tools.t.statusUrl: is at an address that is not public, where tools are not called unless tools.t.allowPrivate is "
        + "true"),
    Case(
      good("deadlineMs: 0, maximumOutputBytes: 0, approval: maybe"),
      "@tools.t.approval: \"maybe\" is neither true nor false; allowed: true or false",
      "@tools.t.deadlineMs: \"0\" is out of range; allowed: a whole number of milliseconds from 1 to 3600000",
      "@tools.t.maximumOutputBytes: \"0\" is out of range; allowed: a whole number of bytes from 1 to 16777216"
    ),
    Case(
      good("secret: $TOOL_SECRET"),
      "@tools.t.secret: begins with `$`; a variable is named in secretVariable; allowed: any text; never shown"
    ),
    Case(
      good("secretVariable: hidden"),
      "@tools.t.secretVariable: is no name of a variable; allowed: the name of an environment variable, in capitals"
    ),
    Case(
      good("secretVariable: T_SECRET"),
      "@tools.t.secretVariable: T_SECRET is not set, and should hold a secret"),
    Case(
      good("secretVariable: T_SECRET, secret: s"),
      "@tools.t.secretVariable: is given as well as tools.t.secret; a tool has one",
      environment: ["T_SECRET": "x"]),
    Case(
      good("secretVariable: HOLDFAST_T_SECRET"),
      "@tools.t.secretVariable: names a variable whose value begins with `$`; a variable is named in secretVariable",
      environment: ["HOLDFAST_T_SECRET": "$X"]),
  ]

  private static let allowed = "allowed: the JSON Schema of an object, as a mapping or as JSON text"

  static let schemas = [
    Case(
      schema("{type: object, properties: {a/b: {pattern: '(a+)+'}}}"),
      "@tools.t.schema: has a fault: /properties/a~1b/pattern cannot be checked in bounded time; say it in the "
        + "description, or use enum; \(allowed)"),
    Case(
      schema("{type: object, properties: {a: {anyOf: [{type: text}]}}}"),
      "@tools.t.schema: has a fault: /properties/a/anyOf/0/type has a type that is none of null, boolean, integer, number, "
        + "string, array, object; \(allowed)"),
    Case(
      schema("{type: string}"),
      "@tools.t.schema: must have the type object, as a model gives a tool an object; \(allowed)"),
    Case(
      schema("{properties: {a: {type: string}}}"),
      "@tools.t.schema: must have the type object, as a model gives a tool an object; \(allowed)"),
    Case(
      schema("'{\"type\":'"),
      "@tools.t.schema: is not valid JSON: unexpectedEnd at byte 8; \(allowed)"),
    Case(schema("[a, b]"), "@tools.t.schema: is a list, and takes one value; \(allowed)"),
  ]

  static let lists = [
    Case(
      "providers: {p: {kind: scripted}}\nagents: {default: {chain: p/m, tools: [clock, clokc, clock, x, createDocumnt]}}\n"
        + "tools: {clock: {summary: s, url: 'https://h.example', schema: {type: object}, effect: none}}\n",
      "@agents.default.tools: \"clokc\" is a tool that is not configured; did you mean clock?; \"clock\" is in it twice; "
        + "\"x\" is a tool that is not configured; \"createDocumnt\" is a tool that is not configured; did you mean "
        + "createDocument?"),
    Case(
      "providers: {p: {kind: scripted}}\nagents: {default: {chain: p/m, format: json, tools: createDocument}}\n",
      "@agents.default.tools: has no effect on an agent whose format is json"),
    Case(
      "providers: {p: {kind: scripted}}\nagents: {default: {chain: p/m, maximumSteps: 0}}\n",
      "@agents.default.maximumSteps: \"0\" is out of range; allowed: a whole number from 1 to 100"),
  ]

  static let quotas = [
    Case(
      plans("free: {}, paid: {messagesPerDay: 1}", agent: ""),
      "agents.default.quotaClass: is missing: plans are configured, so the agent default must name one; a plan without "
        + "limits refuses nothing"),
    Case(
      plans("free: {messagesPerDay: 1}", agent: "quotaClass: fre"),
      "@agents.default.quotaClass: \"fre\" is a plan that is not configured; did you mean free?"),
    Case(
      plans("free: {messagesPerday: 1}"),
      "@plans.free.messagesPerday: is no setting; did you mean plans.free.messagesPerDay?"),
    Case(
      plans("free: {messagesPerDay: -1, concurrency: 0, tokensPerMonth: many}"),
      "@plans.free.tokensPerMonth: \"many\" is no whole number; allowed: a whole number from 0 to 1000000000000",
      "@plans.free.messagesPerDay: \"-1\" is out of range; allowed: a whole number from 0 to 1000000000000",
      "@plans.free.concurrency: \"0\" is out of range; allowed: a whole number from 1 to 1000000"),
    Case(
      "plans: {free: {messagesPerDay: 1}}",
      "agents.default: is missing: plans are configured and no agent names one; give the agent a chain and a quotaClass"
    ),
    Case(
      "quota: {timeZone: Europe/Berln}",
      "@quota.timeZone: \"Europe/Berln\" is no time zone; allowed: UTC or an IANA name such as Europe/Berlin"),
    Case(
      "quota: {timeZone: CET}",
      "@quota.timeZone: \"CET\" is no time zone; allowed: UTC or an IANA name such as Europe/Berlin"),
    Case("quota: {timezone: UTC}", "@quota.timezone: is no setting; did you mean quota.timeZone?"),
  ]

  @Test(arguments: presence + values + schemas + lists + quotas)
  func everyFaultIsFound(_ example: Case) throws {
    let faults = try Reading.faults(environment: example.environment, file: example.file)
    #expect(faults == example.faults)
  }

  static let kept = [
    good(""), good("secret: ''"), good("compensateUrl: 'https://h.example/u'", effect: "reversible"),
    good("", effect: "irreversible"), good("allowPrivate: yes, statusUrl: 'http://10.0.0.1/'"),
    schema("'{\"type\":\"object\"}'"), schema("{\"type\": \"object\", \"properties\": {}}"),
    schema("{type: object, description: ~}"),
    plans("free: ~"), plans("free: {messagesPerDay: 0}"), plans("", agent: "quotaClass: anything"),
    "tools:\nplans: ~\n", "quota: {timeZone: UTC}", "quota: {timeZone: America/Argentina/Buenos_Aires}",
    "providers: {p: {kind: scripted}}\nagents: {default: {chain: p/m, tools: [createDocument]}}\n",
  ]

  @Test(arguments: kept)
  func whatIsRightIsNoFault(_ file: String) throws {
    #expect(try Reading.faults(file: file) == [])
  }
}
