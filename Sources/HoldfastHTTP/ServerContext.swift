import Foundation
import HoldfastModel
public import Hummingbird
import Logging
import NIOCore

/// What belongs to one request.
public struct ServerContext: RequestContext {
  /// What Hummingbird itself keeps.
  public var coreContext: CoreRequestContextStorage
  /// The name of the request in logs, answers and errors.
  var requestID = RequestID(rawValue: "")

  /// The connection that the request came over.
  let channel: any Channel

  /// Makes the context of a request.
  public init(source: ApplicationRequestContextSource) {
    channel = source.channel
    self.coreContext = .init(source: source)
  }

  /// A variable of the path, decoded.
  func variable(_ name: String) -> String {
    let raw = parameters.get(name) ?? ""
    return raw.removingPercentEncoding ?? raw
  }

  /// The session that the path names.
  ///
  /// - Throws: ``ChatError`` 400 for a text that can name none.
  func session() throws(ChatError) -> SessionID {
    let text = variable("session")
    guard ClientIdentifier.isValid(text) else {
      throw ChatError.invalidRequest("the path names no session: 1 to 128 visible ASCII characters")
    }
    return SessionID(rawValue: text)
  }
}
