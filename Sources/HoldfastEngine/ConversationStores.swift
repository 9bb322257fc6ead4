public import HoldfastModel
public import HoldfastStores

/// Where conversations are kept: those of users in one store, those of anonymous principals in one that may be another.
///
/// The kind of principal picks the store, and nothing looks into the other: a session id is unique within one store, and
/// a store that is away is felt by its own principals alone.
public struct ConversationStores: Sendable {
  /// The store of users' conversations.
  public var users: any ConversationStore
  /// The store of anonymous conversations.
  public var anonymous: any ConversationStore
  private let areOne: Bool

  /// One store for all.
  public init(_ all: any ConversationStore) {
    self.users = all
    self.anonymous = all
    self.areOne = true
  }

  /// A store for each kind of principal.
  public init(users: any ConversationStore, anonymous: any ConversationStore) {
    self.users = users
    self.anonymous = anonymous
    self.areOne = false
  }

  /// The store of a principal's conversations.
  public subscript(principal: Principal) -> any ConversationStore {
    switch principal {
    case .user: users
    case .anonymous: anonymous
    }
  }

  /// The name that operators know the store of a principal by.
  public func component(of principal: Principal) -> String {
    if case .anonymous = principal, !areOne { return "anonymous" }
    return "conversations"
  }

  /// Each store once, with the name that operators know it by.
  public var byComponent: [(component: String, store: any ConversationStore)] {
    areOne ? [("conversations", users)] : [("conversations", users), ("anonymous", anonymous)]
  }
}
