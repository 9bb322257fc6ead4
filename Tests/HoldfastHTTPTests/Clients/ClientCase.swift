import HoldfastModel
import Testing

/// What clients do, what they are answered, what is stored, and what is charged.
struct ClientCase: Sendable, CustomTestStringConvertible {
  /// Something that a user does, in one tab or another.
  enum Step: Sendable {
    case send(String, tab: Int = 0)
    case sendFile(tab: Int = 0)
    case edit(String, String, tab: Int = 0)
    case sendAgain(tab: Int = 0)
    /// The whole request once more, as after a lost answer.
    case repeated(tab: Int = 0)
    case regenerate(tab: Int = 0)
    /// A message is named: by its place in the page, from 0.
    case regenerateNamed(Int, tab: Int = 0)
    case answer(String, JSONValue, tab: Int = 0)
    case fail(String, String, tab: Int = 0)
    case approve(String, Bool, tab: Int = 0)
    /// The tab is opened anew; there is no answer.
    case load(tab: Int)
  }

  var name: String
  var versions = ChatClient.Version.allCases
  /// What the provider does at each call; nothing else may call it.
  var calls: [[TestProvider.Act]]
  /// What is stored before, if anything.
  var seed: Seed?
  var steps: [Step]
  /// What comes back, in order, as ``AnswerSummary`` writes it.
  var answers: [String]
  /// What is stored then, as ``StoredSummary`` writes it.
  var stored: [String]

  var testDescription: String { name }
}

/// A case with one of its clients.
struct ClientRow: Sendable, CustomTestStringConvertible {
  var version: ChatClient.Version
  var row: ClientCase

  var testDescription: String { "\(version.rawValue): \(row.name)" }

  static func all(_ cases: [ClientCase]) -> [ClientRow] {
    cases.flatMap { row in row.versions.map { ClientRow(version: $0, row: row) } }
  }
}

extension [TestProvider.Act] {
  static func saying(_ text: String) -> Self { [.text(text), .stop] }
  static let failing: Self = [.fail(.server)]
  static func cut(after text: String) -> Self { [.text(text), .fail(.cut)] }

  /// Text, then calls of a tool that the client has.
  static func calling(_ calls: String..., after text: String? = nil) -> Self {
    var acts: Self = text.map { [.text($0)] } ?? []
    for (index, call) in calls.enumerated() {
      acts += [
        .event(.toolCallStart(index: index, id: call, name: "place")),
        .event(.toolCallDelta(index: index, argumentsDelta: #"{"exact":true}"#)),
        .event(.toolCallEnd(index: index)),
      ]
    }
    return acts + [.event(.finish(.toolCalls))]
  }
}
