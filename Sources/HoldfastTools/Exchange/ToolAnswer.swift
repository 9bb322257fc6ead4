import AsyncHTTPClient
import HoldfastModel
import NIOCore
import NIOHTTP1

/// What a tool answered, as far as it was read.
struct ToolAnswer: Sendable {
  let status: Int
  /// The kind of content, in lower case and without parameters; empty when it was not said.
  let contentType: String
  let bytes: [UInt8]
  /// Whether there was no more than was read.
  let isWhole: Bool

  /// Reads an answer up to a number of bytes.
  ///
  /// Where the status alone tells what became of the call, a body that breaks does not matter.
  init(_ response: HTTPClientResponse, maximumBytes: Int) async throws {
    status = Int(response.status.code)
    let type = response.headers.first(name: "content-type") ?? ""
    contentType = type.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    var bytes: [UInt8] = []
    var isWhole = true
    do {
      for try await buffer in response.body {
        bytes += buffer.readableBytesView.prefix(maximumBytes - bytes.count + 1)
        isWhole = bytes.count <= maximumBytes
        if !isWhole { break }
      }
    } catch {
      guard response.status.isRefusal else { throw error }
      isWhole = false
    }
    self.bytes = bytes
    self.isWhole = isWhole
  }

  /// What the call gave.
  ///
  /// - Throws: ``HoldfastModel/ToolError``: `failed` for a refusal, `unknown` for everything else that is no result.
  func output(hiding secrets: [String]) throws(ToolError) -> JSONValue {
    switch status {
    case 200..<300: return try content()
    case 400..<500:
      let words = RefusalWords(hiding: secrets).words(of: self).map { ": \($0)" } ?? "."
      throw ToolError(.failed, "The tool refused the call (HTTP \(status))\(words)")
    case 300..<400: throw ToolError(.unknown, "The tool answered with a redirect, which is not followed.")
    default: throw ToolError(.unknown, "The tool failed (HTTP \(status)).")
    }
  }

  /// The body of a good answer as a value.
  private func content() throws(ToolError) -> JSONValue {
    guard isWhole else { throw ToolError(.unknown, "The tool's answer is too large to be read.") }
    if bytes.isEmpty { return .null }
    let isText = contentType.hasPrefix("text/") && contentType != "text/json"
    if !isText, let value = try? JSONParser.parse(bytes) { return value }
    guard !isJSON, let text = String(validating: bytes, as: UTF8.self) else {
      throw ToolError(.unknown, "The tool's answer cannot be read.")
    }
    return .string(text)
  }

  /// Whether the body is said to be JSON.
  private var isJSON: Bool { contentType.hasSuffix("/json") || contentType.hasSuffix("+json") }
}

extension HTTPResponseStatus {
  /// Whether it says that the request was not carried out.
  fileprivate var isRefusal: Bool { (400..<500).contains(code) }
}
