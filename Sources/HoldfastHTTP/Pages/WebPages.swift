import Foundation
import HTTPTypes
import HoldfastModel
import HoldfastSecurity
import Hummingbird
import Logging
import NIOCore

/// The web chat: a handful of files, held in memory.
struct WebPages {
  private struct Page {
    var bytes: ByteBuffer
    var type: String
    var tag: String
  }

  private let services: Services
  private let pages: [String: Page]

  init(services: Services) {
    self.services = services
    let root = services.configuration.webRoot.map(URL.init(fileURLWithPath:)) ?? Self.besideExecutable
    self.pages = Self.read(root, fingerprint: services.fingerprint)
    if pages.isEmpty {
      services.logger.warning("the web chat's files are missing", metadata: ["path": "\(root.path)"])
    }
  }

  func add(to router: Router<ServerContext>) {
    for path in pages.keys where path != "/index.html" {
      router.get(RouterPath(path)) { request, _ in answer(request, path: path) }
    }
    router.get("/") { request, _ in
      var response = answer(request, path: "/index.html")
      // The page's visit makes its visitor somebody, so that the first message is not sent by nobody.
      // A token that is not valid is no reason to withhold the page.
      if let maker = try? await services.principalMakingOne(of: request) {
        response.headers[.setCookie] = maker.setCookie
      }
      return response
    }
  }

  private func answer(_ request: Request, path: String) -> Response {
    guard let page = pages[path] else {
      return Response(
        status: .notFound, headers: [.contentType: "text/plain; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: "The web chat's files are not installed here.\n")))
    }
    let headers: HTTPFields = [
      .contentType: page.type, .eTag: page.tag, .cacheControl: "no-cache",
      .contentSecurityPolicy: Self.contentSecurityPolicy,
    ]
    if request.headers[.ifNoneMatch] == page.tag { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: page.bytes))
  }

  private static let contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; "
    + "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  private static var besideExecutable: URL {
    Bundle.main.bundleURL.appendingPathComponent("holdfast_HoldfastHTTP.resources/web", isDirectory: true)
  }

  private static func read(_ root: URL, fingerprint: ([UInt8]) -> [UInt8]) -> [String: Page] {
    var pages: [String: Page] = [:]
    guard let files = FileManager.default.enumerator(atPath: root.path) else { return [:] }
    for case let file as String in files {
      guard let type = type(of: file), let data = FileManager.default.contents(atPath: root.path + "/" + file)
      else { continue }
      let tag = Base64URL.encode(fingerprint(Array(data)).prefix(12))
      pages["/" + file] = Page(bytes: ByteBuffer(bytes: data), type: type, tag: "\"\(tag)\"")
    }
    return pages
  }

  private static func type(of file: String) -> String? {
    switch file.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "woff2": "font/woff2"
    case "webmanifest": "application/manifest+json"
    default: nil
    }
  }
}
