import HoldfastModel
import Yams

/// Turns the schemas of tools that a file has as mappings into texts of JSON.
///
/// Everything else in a file is a value or a list of values under a name; a schema is a tree, with lists of mappings and
/// with numbers that are not texts.
enum InlineSchemas {
  /// The file with every mapping `tools.….schema` as one text; the very same bytes when there is none, or when the file
  /// cannot be parsed, which whoever reads it next will say.
  static func asText(in bytes: [UInt8]) -> [UInt8] {
    let file = String(decoding: bytes, as: UTF8.self)
    guard file.contains("tools"), file.contains("schema"), let root = try? Yams.compose(yaml: file),
      let changed = changed(root), let text = try? Yams.serialize(node: changed)
    else { return bytes }
    return Array(text.utf8)
  }

  /// The file's tree with texts for schemas; `nil` when there is nothing to change.
  private static func changed(_ root: Node) -> Node? {
    guard var sections = root.mapping, var tools = sections["tools"]?.mapping else { return nil }
    var isChanged = false
    for (name, tool) in tools {
      guard var settings = tool.mapping, let schema = settings["schema"], schema.mapping != nil,
        let json = json(schema)
      else { continue }
      settings["schema"] = Node(json.text, Tag(.str), .doubleQuoted)
      tools[name] = .mapping(settings)
      isChanged = true
    }
    sections["tools"] = .mapping(tools)
    return isChanged ? .mapping(sections) : nil
  }

  /// A part of the tree as JSON; `nil` when a name in it is none.
  private static func json(_ node: Node) -> JSONValue? {
    switch node {
    case .scalar(let scalar): return json(scalar)
    case .sequence(let sequence):
      let elements = sequence.map(json)
      return elements.contains(nil) ? nil : .array(elements.compactMap(\.self))
    case .mapping(let mapping):
      var object = JSONObject()
      for (name, value) in mapping {
        guard let name = name.scalar?.string, let value = json(value) else { return nil }
        object[name] = value
      }
      return .object(object)
    case .alias: return nil
    }
  }

  /// A value as JSON has it: what is quoted is text, and so is what JSON would not know.
  ///
  /// YAML's own rules would make a boolean of `no` and a date of `2026-01-01`, which nobody means who writes a schema.
  private static func json(_ scalar: Node.Scalar) -> JSONValue {
    if scalar.tag == Tag(.str) { return .string(scalar.string) }  // which the parser gives to what is quoted
    switch scalar.string {
    case "", "~", "null": return .null
    case "true": return true
    case "false": return false
    default:
      if let value = try? JSONParser.parse(scalar.string), case .number = value { return value }
      return .string(scalar.string)
    }
  }
}
