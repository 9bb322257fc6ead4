import HoldfastModel

/// A file of the user's, as a part of a message's content (OpenAI API reference, "Create chat completion", user message).
///
/// Images go as they are, PDF documents as files, texts as text. Any other file, and any address that the provider
/// cannot open, is named to the model, not dropped: it can tell the user.
struct ChatFile {
  private let url: String
  private let mediaType: String
  private let filename: String?

  init(_ part: MessagePart) {
    url = part.json.text("url") ?? ""
    mediaType = part.json.text("mediaType")?.lowercased() ?? "application/octet-stream"
    filename = part.json.text("filename")
  }

  var json: JSONValue {
    let isData = url.lowercased().hasPrefix("data:")
    let isOpen = isData || url.lowercased().hasPrefix("https:")
    if mediaType.hasPrefix("image/"), isOpen {
      return ["type": "image_url", "image_url": ["url": .string(url)]]
    }
    if mediaType == "application/pdf", isData {
      let file: JSONValue = ["filename": .string(filename ?? "document.pdf"), "file_data": .string(url)]
      return ["type": "file", "file": file]
    }
    if isText, isData, let content = DataURL(url)?.text {
      return text("[file: \(label)]\n\(content)")
    }
    return text("[a file that cannot be read here: \(label)]")
  }

  private var label: String { filename.map { "\($0), \(mediaType)" } ?? mediaType }

  private var isText: Bool {
    let type = mediaType.prefix { $0 != ";" }
    return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
      || ["application/json", "application/xml", "application/yaml", "application/x-yaml"].contains(type)
  }

  private func text(_ text: String) -> JSONValue { ["type": "text", "text": .string(text)] }
}
