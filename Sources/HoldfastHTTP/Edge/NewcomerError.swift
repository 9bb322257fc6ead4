/// What went wrong with the first request of somebody who has just been given a name.
///
/// The claim may have been made in that name, so the answer has to carry it: else the repeat of the request comes from
/// a stranger, who is refused his own conversation.
struct NewcomerError: Error {
  /// What went wrong.
  var underlying: any Error
  /// The field that hands out the name.
  var setCookie: String
}
