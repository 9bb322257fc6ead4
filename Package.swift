// swift-tools-version: 6.3
// Holdfast: a durable streaming server for AI chat.
// Licensed under the Apache License 2.0; see LICENSE.

import PackageDescription

/// The settings of every target: one array, so that no target is laxer than another.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

let nio = "swift-nio"
let mysql: TargetDependencyCondition? = .when(traits: ["MySQL"])
let redis: TargetDependencyCondition? = .when(traits: ["Redis"])

let package = Package(
  name: "holdfast",
  products: [
    .executable(name: "holdfast", targets: ["HoldfastCLI"]),
    .executable(name: "holdfast-faulty", targets: ["HoldfastFaulty"]),
    .library(name: "Holdfast", targets: ["Holdfast"]),
    .library(name: "EventStream", targets: ["EventStream"]),
    .library(name: "HoldfastTesting", targets: ["HoldfastTesting"]),
    // What Benchmarks/ measures. Most of it is `package`, so it is of no use to other packages.
    .library(
      name: "HoldfastParts",
      targets: ["EventStream", "HoldfastModel", "HoldfastStores", "HoldfastEngine", "HoldfastSecurity"]),
  ],
  // A build with SQLite alone needs none of the C libraries: `swift build --disable-default-traits`.
  traits: [
    .trait(name: "MySQL", description: "Conversations in MySQL, MariaDB or PlanetScale."),
    .trait(name: "Redis", description: "Anonymous conversations and stream logs in Redis."),
    .default(enabledTraits: ["MySQL", "Redis"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(
      url: "https://github.com/apple/swift-configuration", from: "1.4.0",
      traits: [.defaults, "YAML"]),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
  ],
  targets: [
    // MARK: Values
    .target(name: "EventStream", swiftSettings: strict),
    .target(name: "HoldfastModel", swiftSettings: strict),

    // MARK: Contracts and core
    .target(name: "HoldfastStores", dependencies: ["HoldfastModel"], swiftSettings: strict),
    .target(
      name: "HoldfastEngine",
      dependencies: [
        "HoldfastStores", "HoldfastModel", "EventStream",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // MARK: Adapters
    .target(
      name: "HoldfastSQLite",
      dependencies: [
        "HoldfastStores", "HoldfastModel", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      resources: [.embedInCode("Schema")],
      swiftSettings: strict),
    .systemLibrary(
      name: "CMariaDB", pkgConfig: "libmariadb", providers: [.apt(["libmariadb-dev"])]),
    .target(
      name: "HoldfastMySQL",
      dependencies: [
        "HoldfastStores", "HoldfastModel", .target(name: "CMariaDB", condition: mysql),
      ],
      resources: [.embedInCode("Schema")],
      swiftSettings: strict),
    .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
    .target(
      name: "HoldfastRedis",
      dependencies: [
        "HoldfastStores", "HoldfastModel", .target(name: "CHiredis", condition: redis),
        .product(name: "NIOCore", package: nio), .product(name: "NIOPosix", package: nio),
        .product(name: "NIOSSL", package: "swift-nio-ssl", condition: redis),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "HoldfastProviders",
      dependencies: [
        "HoldfastModel", "EventStream",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: nio), .product(name: "NIOHTTP1", package: nio),
      ],
      swiftSettings: strict),
    .target(
      name: "HoldfastTools",
      dependencies: [
        "HoldfastModel",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: nio), .product(name: "NIOHTTP1", package: nio),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "HoldfastSecurity",
      dependencies: [
        "HoldfastModel",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "JWTKit", package: "jwt-kit"),
      ],
      swiftSettings: strict),

    // MARK: The server
    .target(
      name: "HoldfastHTTP",
      dependencies: [
        "HoldfastEngine", "HoldfastStores", "HoldfastModel", "HoldfastSecurity", "EventStream",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: nio),
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.copy("Resources/web")],
      swiftSettings: strict),
    .target(
      name: "HoldfastTelemetry",
      dependencies: [
        "HoldfastHTTP", "HoldfastEngine", "HoldfastStores", "HoldfastModel",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: strict),
    .target(
      name: "Holdfast",
      dependencies: [
        "HoldfastHTTP", "HoldfastEngine", "HoldfastStores", "HoldfastModel", "HoldfastSQLite",
        "HoldfastProviders", "HoldfastSecurity", "HoldfastTelemetry", "HoldfastTools",
        .target(name: "HoldfastMySQL", condition: mysql),
        .target(name: "HoldfastRedis", condition: redis),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Yams", package: "Yams"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "NIOCore", package: nio), .product(name: "NIOHTTP1", package: nio),
        .product(name: "NIOPosix", package: nio, condition: redis),
      ],
      swiftSettings: strict),
    // What `holdfast bench` drives servers with, and the servers of the rig.
    .target(
      name: "HoldfastBench",
      dependencies: [
        "HoldfastEngine", "HoldfastStores", "HoldfastModel", "HoldfastSQLite",
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "NIOCore", package: nio), .product(name: "NIOPosix", package: nio),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "HoldfastCLI",
      dependencies: [
        "Holdfast", "HoldfastBench", "HoldfastModel", "HoldfastTelemetry",
        .product(name: "NIOCore", package: nio), .product(name: "NIOPosix", package: nio),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // MARK: Tests
    .executableTarget(
      name: "HoldfastFaulty",
      dependencies: [
        "Holdfast", "HoldfastEngine", "HoldfastStores", "HoldfastModel",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .target(
      name: "HoldfastTesting",
      dependencies: [
        "HoldfastEngine", "HoldfastStores", "HoldfastModel", "EventStream",
        .product(name: "NIOCore", package: nio), .product(name: "NIOPosix", package: nio),
        .product(name: "NIOHTTP1", package: nio),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    // The programs and servers that tests start, and the machine under them.
    .target(name: "TestServers", path: "Tests/TestServers", swiftSettings: strict),
    .testTarget(name: "EventStreamTests", dependencies: ["EventStream"], swiftSettings: strict),
    .testTarget(
      name: "HoldfastModelTests", dependencies: ["HoldfastModel"], swiftSettings: strict),
    .testTarget(
      name: "HoldfastStoresTests", dependencies: ["HoldfastStores", "HoldfastModel"], swiftSettings: strict),
    .testTarget(
      name: "ContractTests",
      dependencies: [
        "HoldfastStores", "HoldfastModel", "HoldfastSQLite", "HoldfastTesting", "TestServers",
        .target(name: "HoldfastMySQL", condition: mysql),
        .target(name: "HoldfastRedis", condition: redis),
        .product(name: "NIOPosix", package: nio), .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastMySQLTests",
      dependencies: [
        "HoldfastStores", "HoldfastModel", "HoldfastTesting", "TestServers",
        .target(name: "HoldfastMySQL", condition: mysql),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastRedisTests",
      dependencies: [
        "HoldfastStores", "HoldfastModel", "HoldfastTesting", "TestServers",
        .target(name: "HoldfastRedis", condition: redis),
        .product(name: "NIOCore", package: nio), .product(name: "NIOPosix", package: nio),
        .product(name: "NIOEmbedded", package: nio),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastTestingTests",
      dependencies: [
        "HoldfastTesting",
        .product(name: "NIOCore", package: nio), .product(name: "NIOPosix", package: nio),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastSQLiteTests",
      dependencies: ["HoldfastSQLite", "HoldfastStores", "HoldfastModel"],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastSecurityTests",
      dependencies: [
        "HoldfastSecurity", "HoldfastModel", .product(name: "JWTKit", package: "jwt-kit"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastProvidersTests",
      dependencies: [
        "HoldfastProviders", "HoldfastModel",
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: nio),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastToolsTests",
      dependencies: [
        "HoldfastTools", "HoldfastModel",
        .product(name: "NIOCore", package: nio), .product(name: "NIOPosix", package: nio),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastEngineTests",
      dependencies: [
        "HoldfastEngine", "HoldfastStores", "HoldfastModel", "HoldfastTesting", "HoldfastSQLite",
        "HoldfastSecurity", "HoldfastProviders", "EventStream",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastHTTPTests",
      dependencies: [
        "Holdfast", "HoldfastHTTP", "HoldfastEngine", "HoldfastStores", "HoldfastModel",
        "HoldfastTesting", "HoldfastProviders", "HoldfastSecurity", "EventStream",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: nio),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "JWTKit", package: "jwt-kit"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastTelemetryTests",
      dependencies: [
        "HoldfastTelemetry", "HoldfastHTTP", "HoldfastEngine", "HoldfastStores", "HoldfastModel",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastTests",
      dependencies: [
        "Holdfast", "HoldfastEngine", "HoldfastHTTP", "HoldfastModel", "HoldfastProviders",
        "HoldfastSecurity",
        "HoldfastSQLite",
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: nio),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["HoldfastTesting", "HoldfastStores", "HoldfastModel"],
      exclude: ["corpus.txt"],
      swiftSettings: strict),
    .testTarget(
      name: "ProcessTests", dependencies: ["HoldfastModel", "TestServers"], swiftSettings: strict),
    .testTarget(
      name: "TidyTests",
      dependencies: ["HoldfastHTTP", .product(name: "HTTPTypes", package: "swift-http-types")],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
