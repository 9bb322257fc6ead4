import HoldfastModel
import HoldfastStores

extension SessionRecord {
  /// The session as the wire shows it.
  var json: JSONObject {
    [
      "id": .string(id.rawValue), "title": .string(title), "createdAt": .number(createdAt.json),
      "updatedAt": .number(updatedAt.json),
      "activeStreamId": activeStream.map { .string($0.rawValue) } ?? .null,
    ]
  }
}

extension StoredMessage {
  /// The message as the wire shows it: the AI SDK's shape, and what Holdfast knows of it.
  var json: JSONObject {
    var object = message.json
    object["status"] = .string(status.rawValue)
    object["model"] = model.map { .string($0) }
    object["usage"] = usage?.json
    object["createdAt"] = .number(createdAt.json)
    object["streamId"] = stream.map { .string($0.rawValue) }
    return object
  }
}

extension Timestamp {
  var json: JSONNumber { JSONNumber(Int(milliseconds)) }
}
