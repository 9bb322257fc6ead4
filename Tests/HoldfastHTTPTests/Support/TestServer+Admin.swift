import HTTPTypes
import Holdfast
import HoldfastModel
import Hummingbird
import HummingbirdTesting
import NIOCore

extension TestServer {
  /// Sends a request to the admin port.
  func admin(_ method: String, _ path: String, _ body: String? = nil) async throws -> Answer {
    try await assembly.adminApplication().test(.router) { admin in
      Answer(
        try await admin.execute(
          uri: path, method: HTTPRequest.Method(method) ?? .get, headers: [.contentType: "application/json"],
          body: body.map { ByteBuffer(string: $0) }))
    }
  }
}
