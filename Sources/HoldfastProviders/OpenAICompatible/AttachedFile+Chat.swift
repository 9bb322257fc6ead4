import HoldfastModel

extension AttachedFile {
  /// The file as a part of a user message (OpenAI API reference, "Create chat completion").
  ///
  /// Images go as they are, PDF documents as files.
  var chatPart: JSONValue {
    if mediaType.hasPrefix("image/"), isData || isPublic {
      return ["type": "image_url", "image_url": ["url": .string(url)]]
    }
    if mediaType == "application/pdf", isData {
      let file: JSONValue = ["filename": .string(filename ?? "document.pdf"), "file_data": .string(url)]
      return ["type": "file", "file": file]
    }
    return ["type": "text", "text": .string(words)]
  }
}
