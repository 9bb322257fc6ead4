extension [MessagePart] {
  /// Adds the parts that a later stream made of the same message.
  ///
  /// A tool part takes the place of the one with the same call, as it does at the AI SDK's client; the rest is appended.
  public mutating func merge(_ later: [MessagePart]) {
    for part in later {
      let place = part.toolCallID.flatMap { call in firstIndex { $0.toolCallID == call } }
      if let place { self[place] = part } else { append(part) }
    }
  }
}
