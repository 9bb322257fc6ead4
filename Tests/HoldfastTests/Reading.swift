import Foundation
import Holdfast
import Testing

/// Reads configurations without looking at the machine: no environment, no working directory.
enum Reading {
  /// An environment with which nothing is wrong.
  static let valid = ["HOLDFAST_PROVIDER": "scripted"]

  /// Reads a configuration.
  ///
  /// - Parameters:
  ///   - flags: The flags, by key.
  ///   - environment: The environment, to which a provider is added when nothing names one.
  ///   - file: What the file holds; `nil` for no file.
  static func load(
    flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
  ) throws -> LoadedConfiguration {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "holdfast-tests-\(UInt64.random(in: .min ... .max))").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let path = directory + "/holdfast.yaml"
    if let file { try Data(file.utf8).write(to: URL(filePath: path)) }
    let namesProvider =
      flags["provider.kind"] != nil || file?.contains("kind:") == true || file?.contains("agents:") == true
    let base = namesProvider ? [:] : valid
    let loader = ConfigurationLoader(
      flags: flags, environment: base.merging(environment) { $1 }, defaultFile: path)
    var loaded = loader.load()
    loaded.forget(directory: directory)
    return loaded
  }

  /// The faults, as they are printed; the path of the file is `holdfast.yaml`.
  static func faults(
    flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
  ) throws -> [String] {
    try load(flags: flags, environment: environment, file: file).faults.map(\.description)
  }
}

extension LoadedConfiguration {
  /// Makes paths of the file independent of where the test put it.
  fileprivate mutating func forget(directory: String) {
    func shortened(_ origin: ConfigurationOrigin) -> ConfigurationOrigin {
      if case .file = origin { .file("holdfast.yaml") } else { origin }
    }
    origins = origins.mapValues(shortened)
    for index in faults.indices { faults[index].origin = shortened(faults[index].origin) }
  }
}
