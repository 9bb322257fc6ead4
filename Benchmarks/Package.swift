// swift-tools-version: 6.3
// Micro-benchmarks of Holdfast: what the parts of the way of a chunk cost, by themselves.
// Licensed under the Apache License 2.0; see LICENSE.

import PackageDescription

/// The name that the compiler knows the package above by, so that its `package` declarations are seen here.
///
/// SwiftPM makes it of the folder's name: in lower case, and what cannot stand in an identifier is `_`.
let holdfast: String = {
  let folders = Context.packageDirectory.split(separator: "/")
  var identity = folders.dropLast().last.map { $0.lowercased() } ?? ""
  if identity.hasSuffix(".git") { identity.removeLast(4) }
  let name = identity.unicodeScalars.enumerated().map { place, scalar -> Character in
    let isAllowed = scalar == "_" || scalar.properties.isAlphabetic || (place > 0 && "0"..."9" ~= scalar)
    return isAllowed ? Character(scalar) : "_"
  }
  return String(name)
}()

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "benchmarks",
  products: [.executable(name: "instruction-counts", targets: ["InstructionCounts"])],
  dependencies: [
    // Neither MySQL nor Redis is measured here, so none of their C libraries is needed.
    .package(name: "holdfast", path: "..", traits: []),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(
      name: "Workloads",
      dependencies: [.product(name: "HoldfastParts", package: "holdfast")],
      // Without it SwiftPM names this package behind our flag, and the last name counts.
      packageAccess: false,
      swiftSettings: strict + [.unsafeFlags(["-package-name", holdfast])]),
    .executableTarget(
      name: "InstructionCounts",
      dependencies: ["Workloads"],
      swiftSettings: strict,
      // Debian 12's valgrind gives up over debugging information of Swift's, and counts without it.
      linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-debug"])]),
    .executableTarget(
      name: "Micro",
      dependencies: ["Workloads", .product(name: "Benchmark", package: "benchmark")],
      // The plugin looks for its targets in a folder named `Benchmarks`: this one.
      path: "Micro",
      swiftSettings: strict,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
