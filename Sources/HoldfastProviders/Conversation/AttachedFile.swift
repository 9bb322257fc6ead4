import HoldfastModel

/// A file of the user's.
///
/// Each provider takes what it can read as it is, and texts as text. Any other file, and any address that the
/// provider cannot open, is named to the model, not dropped: it can tell the user.
struct AttachedFile {
  /// Where it is: the data themselves, or an address.
  let url: String
  /// Its media type, in lower case.
  let mediaType: String
  /// What the user calls it.
  let filename: String?

  init(_ part: MessagePart) {
    url = part.json.text("url") ?? ""
    mediaType = part.json.text("mediaType")?.lowercased() ?? "application/octet-stream"
    filename = part.json.text("filename")
  }

  /// Whether the address holds the data.
  var isData: Bool { url.lowercased().hasPrefix("data:") }

  /// Whether the provider can fetch it by itself.
  var isPublic: Bool { url.lowercased().hasPrefix("https:") }

  /// What a model that cannot take the file itself is told: its text, or that there is a file.
  var words: String {
    if isText, isData, let content = DataURL(url)?.text { return "[file: \(label)]\n\(content)" }
    return "[a file that cannot be read here: \(label)]"
  }

  private var label: String { filename.map { "\($0), \(mediaType)" } ?? mediaType }

  private var isText: Bool {
    let type = mediaType.prefix { $0 != ";" }
    return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
      || ["application/json", "application/xml", "application/yaml", "application/x-yaml"].contains(type)
  }
}
