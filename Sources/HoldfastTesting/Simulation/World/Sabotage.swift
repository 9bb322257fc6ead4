/// A bug that is planted to prove that a check finds it: one for each invariant.
///
/// It is done by what surrounds the engine, never by the engine.
package enum Sabotage: String, Sendable, Hashable, CaseIterable {
  /// The disk says that it synced before it did.
  case acknowledgeBeforeSync
  /// A reader skips a frame now and then.
  case skipFrame
  /// A byte of a frame differs from reader to reader.
  case alterFrame
  /// The closing frames are written twice.
  case doubleClosing
  /// Nobody looks for streams whose owner died.
  case neverTakeOver
  /// A reply is said to be saved, and is not.
  case forgetReply
  /// Other content under a known message id is taken for a repeat.
  case ignoreContent
  /// A reply that is saved twice is two messages.
  case saveTwice
  /// Replies are listed at the places of their questions.
  case listEarly
  /// A write in an old epoch is let through.
  case forgiveEpoch
  /// A stream is taken over without a new epoch.
  case keepEpoch
  /// The pointer is never cleared.
  case keepPointer
  /// Reads come from a replica that may be behind.
  case staleReads
  /// Whoever asks to make a stream is told that it did.
  case everybodyCreates
  /// A refused message is stored all the same.
  case storeRefused
  /// A write of which half was done is said to be unknown.
  case halfWrite
  /// A stream is registered for a session that nobody has.
  case ghostSession
  /// The sums of a principal are not changed when a reservation ends.
  case forgetSums
  /// A reservation that has ended comes to another end.
  case endAgain
  /// Quota is granted whatever the limits say.
  case ignoreLimits
  /// What is to be given back is paid.
  case payForNothing
  /// The log loses that a call is being executed.
  case callUnnoted
  /// A message is saved without the record of what its calls came to.
  case forgetEffects
  /// A tool's client asks once more by itself when it has no answer.
  case executeAgain
  /// A tool says that it has undone a call, and does so after the next one.
  case undoLater
  /// A reply that failed before its first token is charged for.
  case chargeForNothing
  /// What stands behind a seam is there twice.
  case repeatBehindSeam
  /// A provider's client tries again by itself.
  case retryInside
  /// The clocks of the nodes run too fast.
  case hurryClocks
  /// A cut of the provider is passed on as its finish.
  case finishCuts
  /// A stream that was stopped is not counted as ended.
  case forgetStops

  /// The invariant that must catch it.
  package var invariant: Invariant {
    switch self {
    case .acknowledgeBeforeSync: .i1
    case .skipFrame: .i2
    case .alterFrame: .i3
    case .doubleClosing: .i4
    case .neverTakeOver: .i5
    case .forgetReply: .i6
    case .ignoreContent: .i7
    case .saveTwice: .i8
    case .listEarly: .i9
    case .forgiveEpoch: .i10
    case .keepEpoch: .i11
    case .keepPointer: .i12
    case .staleReads: .i13
    case .everybodyCreates: .i14
    case .storeRefused: .i15
    case .halfWrite: .i16
    case .ghostSession: .i18
    case .forgetSums: .i19
    case .endAgain: .i20
    case .ignoreLimits: .i21
    case .payForNothing: .i22
    case .callUnnoted: .i23
    case .forgetEffects: .i24
    case .executeAgain: .i25
    case .undoLater: .i26
    case .chargeForNothing: .i22
    case .repeatBehindSeam: .i27
    case .retryInside: .i28
    case .hurryClocks: .i29
    case .finishCuts: .i30
    case .forgetStops: .i36
    }
  }
}
