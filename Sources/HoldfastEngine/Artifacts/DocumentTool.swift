public import HoldfastModel
import HoldfastStores

/// The tool `createDocument`: the model writes an artifact, which is streamed as it is written and saved with its reply.
///
/// The name and the parts of the stream are those of the first system.
public enum DocumentTool {
  /// The name that models call it by.
  public static let name = "createDocument"

  /// What a model is told of it.
  public static let definition = ToolDefinition(
    name: name,
    summary: """
      Writes a document that is shown beside the conversation: code, a diagram (Mermaid) or a longer text. Use it for \
      what is worth keeping and longer than a few lines. To write a new version of a document, give its id.
      """,
    inputSchema: [
      "type": "object",
      "properties": [
        "title": ["type": "string", "description": "What it is called, in a few words"],
        "kind": ["type": "string", "enum": ["code", "diagram", "text"]],
        "id": ["type": "string", "description": "The id of the document of which this is a new version"],
        "content": ["type": "string", "description": "All of the document"],
      ], "required": ["title", "kind", "content"],
    ], title: "Document")

  /// The longest title, in characters.
  static let titleLength = 200

  /// How a run treats its calls.
  static let rule = ToolRule(effect: .none, makesArtifact: true, title: definition.title) { input in
    guard let title = input["title"]?.stringValue, !title.isEmpty, title.count <= titleLength else {
      return "title must be a text of 1 to \(titleLength) characters"
    }
    guard input["kind"]?.stringValue.flatMap(ArtifactKind.init(rawValue:)) != nil else {
      return "kind must be code, diagram or text"
    }
    return input["content"]?.stringValue == nil ? "content must be a text" : nil
  }

  /// The artifacts that the parts of a reply have made: calls that came to their end.
  static func artifacts(in parts: [MessagePart]) -> [ArtifactContent] {
    parts.compactMap { part in
      let json = part.json
      guard part.type == "tool-\(name)", json["state"]?.stringValue == "output-available",
        json["providerExecuted"]?.boolValue == true, let output = json["output"],
        let id = output["id"]?.stringValue, let title = output["title"]?.stringValue,
        let kind = output["kind"]?.stringValue.flatMap(ArtifactKind.init(rawValue:)),
        let content = json["input"]?["content"]?.stringValue
      else { return nil }
      return ArtifactContent(id: ArtifactID(rawValue: id), kind: kind, title: title, content: content)
    }
  }
}
