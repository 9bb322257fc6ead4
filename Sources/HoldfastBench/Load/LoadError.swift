/// Why a load could not be driven, in words for whoever runs it.
package struct LoadError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
