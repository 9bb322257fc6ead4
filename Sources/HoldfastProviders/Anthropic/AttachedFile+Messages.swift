import FoundationEssentials
import HoldfastModel

extension AttachedFile {
  /// The file as a block of a user's message (Claude API documentation, "Vision" and "PDF support").
  var messagesBlock: JSONValue {
    if Self.images.contains(mediaType), let source { return ["type": "image", "source": source] }
    if mediaType == "application/pdf", let source {
      var document: JSONObject = ["type": "document", "source": source]
      document["title"] = filename.map { .string($0) }
      return .object(document)
    }
    return ["type": "text", "text": .string(words)]
  }

  private var source: JSONValue? {
    if isPublic { return ["type": "url", "url": .string(url)] }
    guard let data = DataURL(url), !data.bytes.isEmpty else { return nil }
    return [
      "type": "base64", "media_type": .string(mediaType),
      "data": .string(Data(data.bytes).base64EncodedString()),
    ]
  }

  private static let images: Set<String> = ["image/jpeg", "image/png", "image/gif", "image/webp"]
}
