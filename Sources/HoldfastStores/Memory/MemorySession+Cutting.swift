package import HoldfastModel

extension MemorySession {
  package mutating func cut(from place: Int64, segment: Int, by stream: StreamID) {
    for index in claims.indices
    where claims[index].cutBy == nil && (claims[index].order, claims[index].segment) >= (place, segment) {
      claims[index].cutBy = stream
    }
    for index in segments.indices
    where segments[index].cutBy == nil
      && (segments[index].message.order, segments[index].number) >= (place, segment)
    {
      segments[index].cutBy = stream
    }
  }

  package func hasCuts(by stream: StreamID) -> Bool {
    claims.contains { $0.cutBy == stream } || segments.contains { $0.cutBy == stream }
  }

  package mutating func cutOwn(_ stream: StreamID) {
    for index in claims.indices where claims[index].stream == stream { claims[index].cutBy = stream }
    for index in segments.indices where segments[index].storedBy == stream { segments[index].cutBy = stream }
  }

  package mutating func remark(cutBy stream: StreamID, as mark: StreamID?) {
    for index in claims.indices where claims[index].cutBy == stream && claims[index].stream != stream {
      claims[index].cutBy = mark
    }
    for index in segments.indices
    where segments[index].cutBy == stream && segments[index].storedBy != stream {
      segments[index].cutBy = mark
    }
  }
}
