import HoldfastModel
import HoldfastStores

/// Which process fills a stream for which message: what a provider's call belongs to.
///
/// A call names a message, not a stream. Where a process had two streams for one message, its calls cannot be told
/// apart, and nothing precise is said of them.
struct OwnedRuns {
  /// A process and a message.
  struct Place: Hashable {
    var process: String
    var message: MessageID
  }

  /// One stream that a process made or took over.
  struct Owned {
    var stream: StreamID
    var epoch: Int
  }

  private(set) var owned: [Place: [Owned]] = [:]
  private var placesOfStream: [StreamID: [Place]] = [:]
  private var messages: [StreamID: MessageID] = [:]
  /// How many replies to a message went on without a stream, in whatever process.
  private(set) var unlogged: [MessageID: Int] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .claimed(let claim, _): messages[claim.stream] = claim.key.message
    case .claimMoved(let stream, .unlogged):
      if let message = messages[stream] { unlogged[message, default: 0] += 1 }
    case .created(let record, let process), .takenOver(let record, let process):
      let place = Place(process: process, message: record.header.claim.message)
      owned[place, default: []].append(Owned(stream: record.stream, epoch: record.epoch))
      placesOfStream[record.stream, default: []].append(place)
    default: break
    }
  }

  /// Who filled a stream.
  func places(of stream: StreamID) -> [Place] { placesOfStream[stream] ?? [] }

  /// The only stream that a process ever had for a message.
  func only(at place: Place) -> Owned? {
    guard unlogged[place.message] == nil, let all = owned[place], all.count == 1 else { return nil }
    return all[0]
  }
}

extension ProviderCall {
  /// Who calls, and for which message.
  var place: OwnedRuns.Place { OwnedRuns.Place(process: process, message: message) }
}
