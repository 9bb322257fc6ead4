import Testing

/// The rules of docs/ARCHITECTURE.md and CONTRIBUTING.md that a compiler does not hold.
@Suite struct LayoutTests {
  /// What each module of ours may import, of ours.
  private static let allowed: [String: Set<String>] = [
    "EventStream": [],
    "HoldfastModel": [],
    "HoldfastStores": ["HoldfastModel"],
    "HoldfastEngine": ["HoldfastModel", "HoldfastStores", "EventStream"],
    "HoldfastSQLite": ["HoldfastModel", "HoldfastStores"],
    "HoldfastMySQL": ["HoldfastModel", "HoldfastStores"],
    "HoldfastRedis": ["HoldfastModel", "HoldfastStores"],
    "HoldfastProviders": ["HoldfastModel", "EventStream"],
    "HoldfastSecurity": ["HoldfastModel"],
    "HoldfastTools": ["HoldfastModel"],
    "HoldfastTelemetry": ["HoldfastModel", "HoldfastStores", "HoldfastEngine", "HoldfastHTTP"],
    "HoldfastHTTP": ["HoldfastModel", "HoldfastStores", "HoldfastEngine", "HoldfastSecurity", "EventStream"],
    "Holdfast": [
      "HoldfastModel", "HoldfastStores", "HoldfastEngine", "HoldfastSQLite", "HoldfastMySQL", "HoldfastRedis",
      "HoldfastProviders", "HoldfastSecurity", "HoldfastTools", "HoldfastHTTP", "HoldfastTelemetry",
      "EventStream",
    ],
    "HoldfastBench": ["HoldfastModel", "HoldfastStores", "HoldfastEngine", "HoldfastSQLite"],
    "HoldfastCLI": ["Holdfast", "HoldfastBench", "HoldfastModel", "HoldfastTelemetry"],
    "HoldfastFaulty": ["Holdfast", "HoldfastEngine", "HoldfastStores", "HoldfastModel"],
    "HoldfastTesting": ["HoldfastModel", "HoldfastStores", "HoldfastEngine", "EventStream"],
  ]

  /// Modules that take everything from outside: time, randomness, tasks, networks.
  private static let pure: Set<String> = ["EventStream", "HoldfastModel", "HoldfastStores", "HoldfastEngine"]

  @Test func `dependencies point one way`() throws {
    let files = try SourceTree.files(below: "Sources")
    #expect(files.count > 50)
    for file in files {
      let allowed = try #require(
        Self.allowed[file.module], "\(file.path) is in a module that the table lacks")
      for module in file.imports where Self.allowed[module] != nil {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func `only HoldfastHTTP and Holdfast import Hummingbird`() throws {
    for file in try SourceTree.files(below: "Sources")
    where !["HoldfastHTTP", "Holdfast"].contains(file.module) {
      #expect(!file.imports.contains { $0.hasPrefix("Hummingbird") }, "\(file.path)")
    }
  }

  @Test func `the core imports neither NIO nor Foundation`() throws {
    for file in try SourceTree.files(below: "Sources") where Self.pure.contains(file.module) {
      #expect(!file.imports.contains { $0.hasPrefix("NIO") || $0.hasPrefix("Foundation") }, "\(file.path)")
    }
  }

  @Test func `the core takes time, randomness and tasks from outside`() throws {
    let forbidden = [
      " Task {", "(Task {", "Task.detached", "Task.sleep", "Date()", "UUID()", "ContinuousClock",
      "SuspendingClock",
      "SystemRandomNumberGenerator", ".random(", ".shuffled(",
    ]
    for file in try SourceTree.files(below: "Sources") where Self.pure.contains(file.module) {
      for (number, line) in file.lines.enumerated() where !line.contains("///") {
        for word in forbidden {
          #expect(!line.contains(word), "\(file.path):\(number + 1) has \(word)")
        }
      }
    }
  }

  @Test func `nothing traps on what comes from outside`() throws {
    let forbidden = ["try!", "fatalError(", " as! "]
    for file in try SourceTree.files(below: "Sources") {
      for (number, line) in file.lines.enumerated() where !line.contains("//") {
        for word in forbidden {
          #expect(!line.contains(word), "\(file.path):\(number + 1) has \(word)")
        }
      }
    }
  }

  @Test func `no file of the sources is longer than 400 lines`() throws {
    for file in try SourceTree.files(below: "Sources") {
      #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func `nothing is left to do in the sources`() throws {
    for file in try SourceTree.files(below: "Sources") {
      for (number, line) in file.lines.enumerated() {
        let isOpen = line.contains("TODO") || line.contains("FIXME") || line.contains("XXX")
        #expect(!isOpen, "\(file.path):\(number + 1)")
      }
    }
  }
}
