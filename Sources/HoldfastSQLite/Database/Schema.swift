/// The tables of one database file, as steps from nothing to the newest version.
///
/// The steps are the files of the folder `Schema`, in the binary as bytes. They only go forward: a file keeps the
/// number of the steps it has taken, and a program that knows fewer refuses it.
package struct Schema: Sendable {
  /// The name of the file.
  package let file: String
  /// What marks a file as ours, in SQLite's header.
  let applicationID: Int64
  /// The SQL of each step.
  let steps: [[UInt8]]

  /// The version that this program writes.
  var version: Int64 { Int64(steps.count) }

  /// The conversation store.
  package static let conversations = Schema(
    file: "conversations.sqlite", applicationID: 0x484C_4443,  // "HLDC"
    steps: [
      PackageResources.conversations_0001_sql, PackageResources.conversations_0002_sql,
      PackageResources.conversations_0003_sql,
    ])

  /// The stream log.
  package static let streams = Schema(
    file: "streams.sqlite", applicationID: 0x484C_4453,  // "HLDS"
    steps: [PackageResources.streams_0001_sql, PackageResources.streams_0002_sql])
}
