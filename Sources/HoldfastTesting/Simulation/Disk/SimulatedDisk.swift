/// A file that only grows, as a disk keeps it: what was not synced is lost in a crash, and its tail may be torn.
///
/// Each record holds all of a store's contents after one write, as a write-ahead log holds the pages that a
/// transaction changed, and takes some sectors. A crash keeps any beginning of what was not synced; the sector in which
/// it was cut leaves a record that is there and not whole, and recovery must not take it.
package struct SimulatedDisk<Contents: Sendable>: Sendable {
  private struct Record {
    var number: Int
    var contents: Contents
    var sectors: Int
    var writtenSectors = 0
    var events: [HistoryEvent]
    var isWhole: Bool { writtenSectors == sectors }
  }

  /// What recovery finds.
  package struct Recovered {
    /// The contents after the last record that is whole.
    package var contents: Contents
    /// What happened in the records that nobody had been told of.
    package var events: [HistoryEvent]
    /// How many records are gone.
    package var lost: Int
    /// Whether a record was torn.
    package var isTorn: Bool
  }

  private var base: Contents
  /// What was written since the last sync.
  private var records: [Record] = []
  private var lastNumber = 0

  /// Makes a file with some contents.
  package init(_ contents: Contents) { base = contents }

  /// Adds a record, which a sync is still to make durable.
  ///
  /// - Returns: Its number.
  package mutating func append(_ contents: Contents, sectors: Int, events: [HistoryEvent]) -> Int {
    lastNumber += 1
    records.append(Record(number: lastNumber, contents: contents, sectors: sectors, events: events))
    return lastNumber
  }

  /// The number of the last record.
  package var end: Int { lastNumber }

  /// Makes all records up to a number durable.
  ///
  /// - Returns: What happened in them, in order, and the contents after them.
  package mutating func sync(upTo number: Int) -> (events: [HistoryEvent], contents: Contents) {
    var events: [HistoryEvent] = []
    while let record = records.first, record.number <= number {
      events += record.events
      base = record.contents
      records.removeFirst()
    }
    return (events, base)
  }

  /// Loses power: of what was not synced, a random beginning is on the disk.
  package mutating func crash(_ random: SimulationRandom) -> Recovered {
    let total = records.reduce(0) { $0 + $1.sectors }
    var left = total == 0 ? 0 : random.within(0...total)
    for index in records.indices {
      records[index].writtenSectors = min(left, records[index].sectors)
      left -= records[index].writtenSectors
    }
    let isTorn = records.contains { $0.writtenSectors > 0 && !$0.isWhole }
    var found = Recovered(contents: base, events: [], lost: 0, isTorn: isTorn)
    for record in records {
      guard record.isWhole, found.lost == 0 else {
        found.lost += 1
        continue
      }
      found.contents = record.contents
      found.events += record.events
    }
    base = found.contents
    records = []
    return found
  }
}
