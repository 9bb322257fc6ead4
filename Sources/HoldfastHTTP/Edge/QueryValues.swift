import HoldfastModel
import Hummingbird

/// Reads the values of a query, with clear errors.
struct QueryValues {
  private let request: Request

  init(_ request: Request) { self.request = request }

  /// A text.
  func text(_ name: String) -> String? { request.uri.queryParameters[Substring(name)].map(String.init) }

  /// An integer.
  ///
  /// - Throws: ``ChatError`` 400 for anything else.
  func integer(_ name: String) throws(ChatError) -> Int? {
    guard let text = text(name) else { return nil }
    guard let value = Int(text) else { throw ChatError.invalidRequest("\(name) must be an integer") }
    return value
  }

  /// How many entries a page shall have.
  ///
  /// - Throws: ``ChatError`` 400 for a number out of range.
  func pageLimit(maximum: Int, default standard: Int) throws(ChatError) -> Int {
    guard let limit = try integer("limit") else { return min(standard, maximum) }
    guard (1...maximum).contains(limit) else {
      throw ChatError.invalidRequest("limit must be 1 to \(maximum)")
    }
    return limit
  }
}
