/// Where a log takes writes from as they gather: whoever joins the appends of many streams into commits.
///
/// A log that has a thread of its own for writing can take the next batch there, as soon as the last one is committed.
/// Asked through tasks, the disk would stand still while they are woken.
public protocol AppendSource: Sendable {
  /// What has gathered, in order, up to a bound of the source's own; nothing when nothing has.
  ///
  /// What is taken must be given an answer, by ``answer(_:)``, before more is taken.
  func take() -> [StreamAppend]

  /// Tells what became of the batch that was taken last, a result for each write in the same order.
  func answer(_ results: [Result<StreamAcknowledgement, any Error>])
}

extension StreamLog {
  /// Takes what has gathered, in one commit.
  public func append(from source: any AppendSource) async {
    let batch = source.take()
    if !batch.isEmpty { source.answer(await append(batch)) }
  }
}
