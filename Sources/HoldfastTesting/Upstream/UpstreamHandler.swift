import NIOCore
import NIOHTTP1

/// One connection of a ``ScriptedUpstream``: takes requests, one after the other, and plays the acts of their answers.
final class UpstreamHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let ledger: UpstreamLedger
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var acts: [UpstreamAct] = []
  private var place = 0
  /// The number of the request that is being answered.
  private var number: Int?
  private var isOver = false

  init(ledger: UpstreamLedger) { self.ledger = ledger }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): (self.head, body) = (head, [])
    case .body(let bytes): body += bytes.readableBytesView
    case .end: answer(context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let number, !isOver { ledger.noteClose(of: number) }
    isOver = true
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ context: ChannelHandlerContext) {
    guard let head, let format = UpstreamFormat(path: head.uri) else {
      write(.head(status: 404, fields: [:]), context)
      write(.end, context)
      return
    }
    let fields = head.headers.map { (name: $0.name.lowercased(), value: $0.value) }
    let script = ledger.take(format, fields: fields, body: body)
    number = script.request.number
    acts = script.acts
    place = 0
    play(context)
  }

  /// Plays until there is something to wait for.
  private func play(_ context: ChannelHandlerContext) {
    while !isOver, place < acts.count {
      let act = acts[place]
      place += 1
      switch act {
      case .pause(let duration):
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(duration)) {
          let (handler, context) = bound.value
          handler.play(context)
        }
        return
      case .again: place = max(0, place - 3)
      case .silence: return
      case .close, .reset:
        isOver = true
        if act == .reset { context.channel.resetWhenClosed() }
        context.close(promise: nil)
      case .head, .body, .end: write(act, context)
      }
    }
  }

  private func write(_ act: UpstreamAct, _ context: ChannelHandlerContext) {
    let part: HTTPServerResponsePart
    switch act {
    case .head(let status, let fields):
      var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status))
      for (name, value) in fields { head.headers.add(name: name, value: value) }
      head.headers.add(name: "transfer-encoding", value: "chunked")
      part = .head(head)
    case .body(let bytes): part = .body(.byteBuffer(ByteBuffer(bytes: bytes)))
    case .end:
      part = .end(nil)
      number = nil
    case .pause, .again, .silence, .close, .reset: return
    }
    context.writeAndFlush(wrapOutboundOut(part), promise: nil)
  }
}
