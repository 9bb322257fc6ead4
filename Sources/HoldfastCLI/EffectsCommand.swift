import ArgumentParser
import FoundationEssentials
import Holdfast
import HoldfastModel

/// `holdfast effects`: what operators do about what tools have done.
struct EffectsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "effects",
    abstract: "Look after what the tools of replies have done.",
    discussion: "Asks the running server on its admin port.",
    subcommands: [List.self, Retry.self, Resolve.self])

  /// `holdfast effects list`: what waits for a person, or to be undone.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the calls of tools that are not settled, or belong to a reply that is not saved.")

    @Flag(help: "List all calls that the stream log still holds, whatever became of them.") var all = false
    @OptionGroup var admin: AdminOptions

    func run() async throws {
      var effects: [JSONValue] = []
      var after = ""
      while true {
        let path = "/admin/effects?limit=1000&all=\(all)\(after)"
        let page = try await admin.ask { try await $0.get(path) }
        effects += page["effects"]?.arrayValue ?? []
        guard page["more"]?.boolValue == true, let last = effects.last,
          let stream = last["stream"]?.stringValue, let call = last["call"]?.stringValue
        else { break }
        after = "&afterStream=\(stream)&afterCall=\(EffectsCommand.escaped(call))"
      }
      if admin.json { return print(JSONValue.array(effects).text) }
      for effect in effects { print(EffectsCommand.line(effect)) }
      print("\(effects.count) \(effects.count == 1 ? "effect" : "effects")")
    }
  }

  /// `holdfast effects retry`: tries once more to undo one.
  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Have an effect undone once more, as soon as the server comes to it.")

    @Argument(help: "The effect, as `list` names it: <stream>/<call>.") var effect: String
    @OptionGroup var admin: AdminOptions

    func run() async throws {
      let path = try EffectsCommand.path(of: effect)
      let entry = try await admin.ask { try await $0.post("\(path)/retry") }
      print(admin.json ? entry.text : EffectsCommand.line(entry))
    }
  }

  /// `holdfast effects resolve`: notes what a person has found out or done.
  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Note what you have found out, or done, about an effect.")

    /// What a person can say.
    enum Answer: String, ExpressibleByArgument, CaseIterable { case confirmed, compensated, failed }

    @Argument(help: "The effect, as `list` names it: <stream>/<call>.") var effect: String
    @Option(
      name: .customLong("as"),
      help: "confirmed: it was done and stays; compensated: it was undone; failed: it was never done.")
    var answer: Answer
    @Option(help: "What there is to say about it; kept with the entry.") var note = ""
    @OptionGroup var admin: AdminOptions

    func run() async throws {
      let path = try EffectsCommand.path(of: effect)
      let body: JSONValue = ["as": .string(answer.rawValue), "note": .string(note)]
      let entry = try await admin.ask { try await $0.post("\(path)/resolve", body) }
      print(admin.json ? entry.text : EffectsCommand.line(entry))
    }
  }

  /// One entry on one line.
  static func line(_ effect: JSONValue) -> String {
    func text(_ name: String) -> String { effect[name]?.stringValue ?? "-" }
    let words = [
      effect["key"]?.stringValue ?? text("call"), text("tool"), text("effect"), text("state"),
      text("principal"),
      text("session"), text("detail"),
    ]
    return words.joined(separator: "\t")
  }

  private static func path(of effect: String) throws -> String {
    guard let slash = effect.firstIndex(of: "/"), effect.startIndex < slash,
      effect.index(after: slash) < effect.endIndex
    else { throw ValidationError("name an effect as `list` does: <stream>/<call>") }
    let call = String(effect[effect.index(after: slash)...])
    return "/admin/effects/\(escaped(String(effect[..<slash])))/\(escaped(call))"
  }

  /// A text as it can stand in a path or a query.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
