import NIOCore

/// The servers that can be driven, each with its requests.
package enum ServerKind: String, Sendable, CaseIterable {
  /// Holdfast, the floor, and servers that take the same requests.
  case holdfast
  /// An OpenAI-compatible provider or gateway: it can be asked, and not read again.
  case openai
  /// Nchan: one publishes to a channel, and others subscribe to it.
  case nchan

  /// The request that starts a reply.
  func start(_ script: BenchScript, session: String, at address: LoadAddress, cookie: String?) -> ByteBuffer {
    switch self {
    case .holdfast, .nchan:
      let body = """
        {"id":"\(session)","message":{"id":"\(session)-1","role":"user",\
        "parts":[{"type":"text","text":"\(script.question)"}]}}
        """
      return address.post("/api/chat", body, cookie: cookie)
    case .openai:
      let body = """
        {"model":"bench","stream":true,"messages":[{"role":"user","content":"\(script.question)"}]}
        """
      return address.post("/v1/chat/completions", body, cookie: nil)
    }
  }

  /// The request that reads a reply which is being made.
  func read(session: String, at address: LoadAddress, cookie: String?) -> ByteBuffer {
    switch self {
    case .holdfast, .openai: address.get("/api/chat/\(session)/stream", cookie: cookie)
    case .nchan: address.get("/sub/\(session)", cookie: nil)
    }
  }

  /// The request that reads a reply again which has ended.
  func replay(session: String, stream: String?, at address: LoadAddress, cookie: String?) -> ByteBuffer {
    let name = stream.map { "\($0)/stream?startIndex=0" } ?? "\(session)/stream"
    return address.get("/api/chat/\(name)", cookie: cookie)
  }
}
