import HoldfastEngine
import HoldfastModel
import HoldfastStores

extension SessionRecord {
  /// The session as the wire shows it.
  var json: JSONObject {
    [
      "id": .string(id.rawValue), "title": .string(title), "createdAt": createdAt.json,
      "updatedAt": updatedAt.json,
      "activeStreamId": activeStream.map { .string($0.rawValue) } ?? .null,
    ]
  }
}

extension ListedMessage {
  /// The message as the wire shows it: the AI SDK's shape, and what Holdfast knows of it.
  var json: JSONObject {
    var object = message.message.json
    object["status"] = .string(status)
    object["model"] = message.model.map { .string($0) }
    if let models = message.usage?.models, models.count > 1 {
      object["models"] = .array(models.map { .string($0) })
    }
    object["usage"] = message.usage?.json
    object["createdAt"] = message.createdAt.json
    object["streamId"] = message.stream.map { .string($0.rawValue) }
    return object
  }
}
