import HoldfastHTTP
import HTTPTypes
import Testing

/// Holds `openapi.yaml` and the routes together.
@Suite struct OpenAPITests {
  /// The operations of the file, as `GET /path`: a path stands at two spaces, a verb at four.
  private static func described() throws -> Set<String> {
    var operations: Set<String> = []
    var path: Substring?
    for line in try SourceTree.text(of: "openapi.yaml").split(separator: "\n") {
      let indent = line.prefix { $0 == " " }.count
      let name = line.dropFirst(indent).prefix { $0 != ":" }
      if indent == 2 { path = name.hasPrefix("/") ? name : nil }
      if indent == 4, let path, ["get", "post", "put", "delete"].contains(name) {
        operations.insert("\(name.uppercased()) \(path)")
      }
    }
    return operations
  }

  @Test func `openapi.yaml describes every route, and no other`() throws {
    let routes = Set(Route.allCases.map { "\($0.method.rawValue) \($0.path)" })
    #expect(try Self.described() == routes)
  }

  @Test func `openapi.yaml names every route's operation`() throws {
    let text = try SourceTree.text(of: "openapi.yaml")
    for route in Route.allCases {
      #expect(text.contains("operationId: \(route)\n"), "\(route)")
    }
  }
}
