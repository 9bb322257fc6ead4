/// What is counted.
public enum QuotaUnit: String, Sendable, Hashable, CaseIterable {
  /// Turns: a user message with its reply, however often it is asked for again.
  case messages
  /// Tokens that the models read and wrote.
  case tokens
}

/// An amount of quota.
public struct QuotaAmount: Sendable, Hashable {
  /// Turns.
  public var messages: Int
  /// Tokens.
  public var tokens: Int

  /// Makes an amount.
  public init(messages: Int = 0, tokens: Int = 0) {
    self.messages = messages
    self.tokens = tokens
  }

  /// Nothing.
  public static let zero = QuotaAmount()

  /// The amount in one unit.
  public subscript(unit: QuotaUnit) -> Int {
    switch unit {
    case .messages: messages
    case .tokens: tokens
    }
  }

  /// The sum, no larger than a number can be.
  public static func + (left: QuotaAmount, right: QuotaAmount) -> QuotaAmount {
    QuotaAmount(
      messages: sum(left.messages, right.messages), tokens: sum(left.tokens, right.tokens))
  }

  /// The difference; never below zero, which a damaged account alone could bring about.
  public static func - (left: QuotaAmount, right: QuotaAmount) -> QuotaAmount {
    QuotaAmount(
      messages: max(0, left.messages - right.messages), tokens: max(0, left.tokens - right.tokens))
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, isTooLarge) = left.addingReportingOverflow(right)
    return isTooLarge ? .max : sum
  }
}
