import Foundation

/// A program of Debian's that tests start.
package struct ServerProgram: Sendable {
  /// Its name.
  package var name: String
  /// The package that brings it.
  package var package: String

  /// Names a program.
  package init(_ name: String, package: String) {
    self.name = name
    self.package = package
  }

  /// Where it is.
  ///
  /// - Throws: ``ProcessFailure`` that says how to install it: a test that needs it must not pass without.
  package func path() throws -> String {
    for folder in ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"] {
      let path = folder + "/" + name
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw ProcessFailure("\(name) is missing: install it with `apt-get install \(package)`")
  }
}
