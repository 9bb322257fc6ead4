/// Gives every tool call of a conversation an id that the provider takes and that no other call has.
///
/// Ids in the conversation may come from other providers, be empty, or be used twice.
struct ToolCallIDs {
  private let isFit: (String) -> Bool
  private var used: Set<String> = []

  /// Takes the rule that ids must keep.
  init(isFit: @escaping (String) -> Bool) { self.isFit = isFit }

  /// The call's own id where it is fit and was not used yet; else a new one.
  mutating func id(for id: String) -> String {
    if isFit(id), used.insert(id).inserted { return id }
    var number = used.count
    while !used.insert("call_\(number)").inserted { number += 1 }
    return "call_\(number)"
  }
}
