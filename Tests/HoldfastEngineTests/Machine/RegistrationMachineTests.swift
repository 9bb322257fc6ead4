import HoldfastEngine
import HoldfastStores
import Testing

@Suite struct `Registering a reply, decided` {
  private func registration(mayGoUnlogged: Bool = true) -> Registration {
    Registration(mayGoUnlogged: mayGoUnlogged, budget: .seconds(1))
  }

  @Test func `a stream that is ours runs, another's counts`() {
    var ours = registration()
    #expect(ours.handle(.claimed) == .create)
    #expect(ours.handle(.created(isOurs: true)) == .done(.run))
    var another = registration()
    #expect(another.handle(.claimed) == .create)
    #expect(another.handle(.created(isOurs: false)) == .done(.attach))
  }

  /// Fails until the machine stops waiting; returns what it does then, and how often it tried.
  private func fail(_ machine: inout Registration, _ code: StoreError.Code) -> (Registration.Effect, Int) {
    for tries in 1..<1000 {
      let effect = machine.handle(.failed(code, jitter: 0.5))
      guard case .wait = effect else { return (effect, tries) }
      let again = machine.handle(.waited)
      #expect(again == .create || again == .moveToUnlogged)
    }
    return (.create, 1000)
  }

  @Test(arguments: [StoreError.Code.unavailable, .indeterminate])
  func `when the log stays away the reply goes on without it, fenced by its claim`(code: StoreError.Code) {
    var machine = registration()
    _ = machine.handle(.claimed)
    let (effect, tries) = fail(&machine, code)
    #expect(effect == .moveToUnlogged && tries > 2)
    #expect(machine.handle(.moved(true)) == .done(.runUnlogged))
  }

  @Test func `a claim that somebody else has changed is not run`() {
    var machine = registration()
    _ = machine.handle(.claimed)
    _ = fail(&machine, .unavailable)
    #expect(machine.handle(.moved(false)) == .done(.attach))
  }

  @Test func `a claim that cannot be changed is not run either`() {
    var machine = registration()
    _ = machine.handle(.claimed)
    _ = fail(&machine, .unavailable)
    let (effect, tries) = fail(&machine, .unavailable)
    #expect(effect == .done(.unavailable(.unavailable)) && tries > 2)
  }

  @Test func `a repeat never goes on without a stream`() {
    var machine = registration(mayGoUnlogged: false)
    _ = machine.handle(.claimed)
    #expect(fail(&machine, .unavailable).0 == .done(.unavailable(.unavailable)))
  }

  @Test(arguments: [StoreError.Code.full, .poisoned])
  func `a log that is full, or whose disk failed, takes nobody's reply`(code: StoreError.Code) {
    var machine = registration()
    _ = machine.handle(.claimed)
    #expect(fail(&machine, code).0 == .done(.unavailable(code)))
  }
}
