extension ChatError {
  /// The error as one line of JSON.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { json in
      json.member("type", kind.rawValue)
      json.member("error", detail)
      json.member("message", message)
      json.member("statusCode", JSONValue.number(JSONNumber(status)))
      json.member("errorCode", code.description)
      json.member("category", category.rawValue)
      json.member("severity", severity.rawValue)
      json.member("source", source.rawValue)
      json.member("retryable", JSONValue.bool(isRetryable))
      json.key("metadata")
      json.object { json in
        json.member(
          "timestamp", metadata.timestamp?.json)
        json.member("phase", metadata.phase?.rawValue)
        json.member("sessionId", metadata.sessionID?.rawValue)
        json.member("streamId", metadata.streamID?.rawValue)
        json.member("messageId", metadata.messageID?.rawValue)
        json.member("requestId", metadata.requestID?.rawValue)
        json.member("resend", metadata.resend)
        json.member("download", metadata.download)
        json.member("address", metadata.address)
        json.member("resetsAt", metadata.resetsAt?.json)
        json.member("suggestedId", metadata.suggestedID?.rawValue)
      }
    }
    return writer.bytes
  }

  /// The error as the text of an error part.
  public var text: String { String(decoding: json, as: UTF8.self) }
}
