/// The invariants that a simulated world is checked for, named as in the design.
package enum Invariant: String, Sendable, Hashable, CaseIterable {
  /// What a client received can be read, byte for byte, after every crash.
  case i1 = "I1"
  /// A reader sees positions +1 from its cursor.
  case i2 = "I2"
  /// All readers of a position see the same bytes.
  case i3 = "I3"
  /// One terminal state per stream, its closing frames with it, nothing after.
  case i4 = "I4"
  /// No stream is without an end and without a living owner for longer than 15 s of health.
  case i5 = "I5"
  /// A finish that was seen means a message that can be read; a partial is stored as one.
  case i6 = "I6"
  /// A message id stands for one content.
  case i7 = "I7"
  /// However often a reply is finished, there is one message and one end.
  case i8 = "I8"
  /// The messages of a session are in one order, and no reply is without its user message before it.
  case i9 = "I9"
  /// Nothing is written in an old epoch.
  case i10 = "I10"
  /// One process at a time writes to a stream.
  case i11 = "I11"
  /// A session's pointer names a stream that is worth resuming.
  case i12 = "I12"
  /// Who was told of a write sees it.
  case i13 = "I13"
  /// One request, one stream, one attempt at a time.
  case i14 = "I14"
  /// A refused request changes nothing.
  case i15 = "I15"
  /// A write whose outcome is unknown is wholly there or not at all.
  case i16 = "I16"
  /// There are no orphans.
  case i18 = "I18"
  /// The sums of a principal's quota are those of its reservations; at rest none is outstanding.
  case i19 = "I19"
  /// A reservation comes to one end.
  case i20 = "I20"
  /// No more is used than the limit and one declared overrun.
  case i21 = "I21"
  /// What failed before its first token costs nothing; after it, what was delivered.
  case i22 = "I22"
  /// No tool is called before the call is noted.
  case i23 = "I23"
  /// At rest, what was done is in a saved message, or undone, or waits for a person.
  case i24 = "I24"
  /// No call is executed twice, and none that is settled.
  case i25 = "I25"
  /// What was done is undone in the reverse order.
  case i26 = "I26"
  /// Behind a seam the reply goes on with what stood there.
  case i27 = "I27"
  /// Attempts are few: for one reply, and for all of a node.
  case i28 = "I28"
  /// A target that is closed off is left alone.
  case i29 = "I29"
  /// What the provider did not finish is not recorded as finished.
  case i30 = "I30"
  /// At every look at the counters: what was started has ended, was lost, or runs.
  case i36 = "I36"
  /// The world comes to rest: nobody waits for ever.
  case rest = "rest"
}
