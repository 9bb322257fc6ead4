/// The HTML standard, section 9.2.6, word by word and without a thought for speed.
///
/// It takes the whole stream at once and decodes it before it looks for lines, whereas the parser under test
/// works on bytes and decodes single fields.
struct ReferenceParser {
  private var transcript = Transcript()
  private var dataBuffer = ""
  private var eventTypeBuffer = ""
  private var lastEventIDBuffer = ""
  private var isWithinEvent = false

  static func transcript(of stream: [UInt8]) -> Transcript {
    var scalars = Array(String(decoding: stream, as: UTF8.self).unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var lines: [[Unicode.Scalar]] = [[]]
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\n", index > 0, scalars[index - 1] == "\r" { continue }
      if scalar == "\r" || scalar == "\n" { lines.append([]) } else { lines[lines.count - 1].append(scalar) }
    }
    let cutLine = lines.removeLast()

    var parser = ReferenceParser()
    for line in lines { parser.process(line) }
    parser.transcript.endsWithinEvent = parser.isWithinEvent || !(cutLine.isEmpty || cutLine.first == ":")
    return parser.transcript
  }

  private mutating func process(_ line: [Unicode.Scalar]) {
    guard !line.isEmpty else { return dispatch() }
    let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    var value = halves.count == 2 ? halves[1] : []
    if value.first == " " { value.removeFirst() }
    switch Self.string(halves[0]) {
    case "event":
      eventTypeBuffer = Self.string(value)
      isWithinEvent = true
    case "data":
      dataBuffer += Self.string(value) + "\n"
      isWithinEvent = true
    case "id" where !value.contains("\0"):
      lastEventIDBuffer = Self.string(value)
      isWithinEvent = true
    case "retry" where value.allSatisfy { ("0"..."9").contains($0) }:
      transcript.retryMilliseconds = Int(Self.string(value)) ?? transcript.retryMilliseconds
    default:
      break
    }
  }

  private mutating func dispatch() {
    transcript.lastEventID = lastEventIDBuffer.isEmpty ? nil : Array(lastEventIDBuffer.utf8)
    if !dataBuffer.isEmpty {
      transcript.events.append(
        Transcript.Event(
          id: transcript.lastEventID,
          type: eventTypeBuffer.isEmpty ? nil : Array(eventTypeBuffer.utf8),
          data: Array(dataBuffer.utf8.dropLast())))
    }
    dataBuffer = ""
    eventTypeBuffer = ""
    isWithinEvent = false
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
