package import HoldfastModel

extension MemorySession {
  package func liveSegments(of message: MessageID) -> [MessageSegment] {
    liveSegments.filter { $0.message.message.id == message }
  }

  package func lastMessage(isUsers: Bool) -> MessagePlace? {
    let last = segments.last { segment in
      segment.cutBy == nil && !(isUsers && segment.message.message.role == .assistant)
    }
    return last.map { MessagePlace(message: $0.message.message.id, place: $0.message.order) }
  }

  package func message(at place: Int64) -> MessageID? {
    liveSegments.first { $0.message.order == place }?.message.message.id
  }

  package func hasMessages(after place: Int64) -> Bool { liveSegments.contains { $0.message.order > place } }

  package func isAllMarked(_ mark: StreamID?, storedBy stream: StreamID) -> Bool {
    segments.allSatisfy { $0.storedBy != stream || $0.cutBy == mark }
  }

  package mutating func insert(_ segment: MessageSegment) {
    let earlier = segments.lastIndex { other in
      (other.message.order, other.number) <= (segment.message.order, segment.number)
    }
    segments.insert(segment, at: earlier.map { $0 + 1 } ?? 0)
  }

  package mutating func replaceParts(of segment: MessageSegment) {
    guard let index = segments.lastIndex(where: { $0.isSame(as: segment) }) else { return }
    segments[index].message.message.parts = segment.message.message.parts
  }
}

extension MessageSegment {
  /// Whether both are the same part of the same message.
  fileprivate func isSame(as other: MessageSegment) -> Bool {
    storedBy == other.storedBy && message.message.id == other.message.message.id
      && number == other.number
  }
}
