import HoldfastModel
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Names that Holdfast makes` {
  /// A clock that is set by hand, and seeded randomness.
  private final class Source: Sendable {
    private let time: Mutex<Int64>
    private let generator: Mutex<SplitMix64>

    init(time: Int64 = 1_700_000_000_000, seed: UInt64 = 1) {
      self.time = Mutex(time)
      self.generator = Mutex(SplitMix64(seed: seed))
    }

    func set(_ time: Int64) { self.time.withLock { $0 = time } }

    var maker: IDMaker {
      IDMaker(
        now: { Timestamp(milliseconds: self.time.withLock { $0 }) },
        random: { self.generator.withLock { $0.next() } })
    }
  }

  private func names(_ count: Int, of maker: IDMaker) -> [String] {
    (0..<count).map { _ in maker.make(StreamID.self).rawValue }
  }

  @Test func `are 26 characters of digits and lower-case letters, without those that look alike`() {
    let alphabet = Set("0123456789abcdefghjkmnpqrstvwxyz")
    for name in names(500, of: Source().maker) {
      #expect(name.count == 26 && name.allSatisfy(alphabet.contains))
      #expect(ClientIdentifier.isValid(name))
    }
  }

  @Test func `begin with the time`() {
    // 48 bits in 10 characters of base 32.
    let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")
    for time in [0, 1, 31, 32, 1_700_000_000_000, (1 << 48) - 1] as [Int64] {
      let name = names(1, of: Source(time: time).maker)[0]
      let decoded = name.prefix(10).reduce(Int64(0)) { $0 << 5 | Int64(digits.firstIndex(of: $1) ?? 99) }
      #expect(decoded == time)
    }
  }

  @Test func `sort by time`() {
    let source = Source(time: 0)
    let maker = source.maker
    var made: [StreamID] = []
    for time in stride(from: Int64(1), to: 1 << 47, by: 1 << 38) {
      source.set(time)
      made.append(maker.make())
    }
    #expect(made == made.sorted() && Set(made).count == made.count)
  }

  @Test func `grow while the clock stands, and when it steps back`() {
    let source = Source()
    let maker = source.maker
    var made = names(1000, of: maker)
    source.set(1_600_000_000_000)
    made += names(1000, of: maker)
    source.set(0)
    made += names(10, of: maker)
    source.set(1_700_000_000_001)
    made += names(1, of: maker)
    #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `grow over a carry`() {
    let maker = IDMaker(now: { Timestamp(milliseconds: 5) }, random: { .max })
    let made = names(3, of: maker)
    #expect(made == made.sorted() && Set(made).count == 3)
    #expect(made.allSatisfy { $0.count == 26 })
  }

  @Test(arguments: [1_700_000_000_000, 1, 0, -5] as [Int64])
  func `differ between two makers at the same time`(time: Int64) {
    let one = names(2000, of: Source(time: time, seed: 1).maker)
    let two = names(2000, of: Source(time: time, seed: 2).maker)
    #expect(Set(one + two).count == 4000)
  }

  @Test func `differ between tasks that make them at once`() async {
    let maker = Source().maker
    let made = await withTaskGroup(of: [StreamID].self) { group in
      for _ in 0..<8 { group.addTask { (0..<500).map { _ in maker.make() } } }
      return await group.reduce(into: [StreamID]()) { $0 += $1 }
    }
    #expect(Set(made).count == 4000)
  }

  @Test func `are a function of time and randomness`() {
    #expect(names(100, of: Source(seed: 7).maker) == names(100, of: Source(seed: 7).maker))
  }
}
