import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// I27: behind a seam what stood before it is unchanged and not repeated; the seam says where it is, who goes on and
/// why; there is none where a reply may not be gone on with.
struct SeamCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var plan: SimulationPlan?
  private var calls: [MessageID: [ProviderCall]] = [:]
  private var endings: [Int: ProviderEnding] = [:]
  /// The frames as their writer made them.
  private var written: [StreamID: [Int: Frame]] = [:]
  private var checked: Set<StreamID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .planned(let plan): self.plan = plan
    case .providerCalled(let call): calls[call.message, default: []].append(call)
    case .providerEnded(let ending): endings[ending.call] = ending
    case .appended(let append, _, _):
      for frame in append.frames { written[append.stream, default: [:]][frame.position] = frame }
    case .surveyed(let survey):
      for record in survey.records where record.outcome != nil && checked.insert(record.stream).inserted {
        check(record, survey.frames[record.stream] ?? [])
      }
    default: break
    }
  }

  private mutating func check(_ record: StreamRecord, _ frames: [Frame]) {
    var assembler = MessageAssembler()
    var lastSeam: Int?
    var seams = 0
    for frame in frames {
      guard let chunk = try? Chunk(decoding: frame.data) else { continue }  // a damaged frame is I1's
      if case .data("seam", let value, _, true) = chunk {
        check(value, at: frame.position, of: record, behind: assembler)
        lastSeam = frame.position
        seams += 1
      }
      assembler.accept(chunk)
    }
    if let lastSeam { checkUnchanged(record.stream, frames, before: lastSeam) }
    if seams > plan?.configuration.maximumContinuations ?? 0 {
      report(record, "has \(seams) seams")
    }
    checkWhole(record, assembler.text)
  }

  private mutating func report(_ record: StreamRecord, _ what: String) {
    violations.append(Violation(.i27, "\(record.stream) \(what)"))
  }

  // MARK: One seam

  private static let reasons = Set(ProviderError.Kind.allCases.map(\.rawValue) + ["owner-died"])

  private mutating func check(
    _ seam: JSONValue, at position: Int, of record: StreamRecord, behind assembler: MessageAssembler
  ) {
    let text = assembler.text
    let reason = seam["reason"]?.stringValue ?? ""
    if seam["position"]?.intValue != position || !Self.reasons.contains(reason) {
      report(record, "has a seam at \(position) that says \(seam.text)")
    }
    let agent = plan?.agents.first { $0.name == record.header.agent }
    if agent?.mayContinue != true { report(record, "has a seam, and its agent allows none") }
    if assembler.hasToolCall { report(record, "has a seam behind a tool call") }
    if assembler.isReasoningOpen { report(record, "has a seam in a thought") }
    let all = calls[record.header.claim.message] ?? []
    let models = Set(agent?.models.map(\.model) ?? [])
    let isKnown = { (name: String?) in name.map { name in models.contains { name.hasPrefix($0) } } }
    if isKnown(seam["to"]?.stringValue) != true || isKnown(seam["from"]?.stringValue) == false {
      report(record, "has a seam between models that it does not ask: \(seam.text)")
    }
    let isGoneOnWith = all.contains { call in
      call.continuing?.text == text && seam["to"]?.stringValue?.hasPrefix(call.model) == true
    }
    if !isGoneOnWith { report(record, "has a seam at \(position), and nobody was asked to go on from there") }
  }

  private mutating func checkUnchanged(_ stream: StreamID, _ frames: [Frame], before seam: Int) {
    for frame in frames.prefix(seam) where written[stream]?[frame.position].map({ $0 != frame }) == true {
      violations.append(Violation(.i27, "\(stream) was changed at \(frame.position), before a seam"))
    }
  }

  // MARK: The whole

  /// What a finished reply says is what its last model said, behind what it was to go on with.
  private mutating func checkWhole(_ record: StreamRecord, _ text: String) {
    guard record.outcome?.state == .finished else { return }
    let finished = (calls[record.header.claim.message] ?? []).compactMap { endings[$0.number] }.filter(
      \.hasOwnFinish)
    // Where one of them may have repeated something by chance, nothing is certain.
    guard !finished.isEmpty, finished.allSatisfy({ $0.text != nil }) else { return }
    if !finished.contains(where: { $0.text == text }) {
      report(record, "says \(JSONValue.string(text).text), and none of its models does")
    }
  }
}
