import HoldfastEngine
import HoldfastHTTP

extension HoldfastConfiguration {
  /// The most of everything.
  public struct Limits: Sendable, Hashable {
    /// The longest request body.
    public var bodyBytes = HTTPConfiguration().bodyBytes
    /// How much of bodies is read at once, over all requests.
    public var pendingBodyBytes = HTTPConfiguration().pendingBodyBytes
    /// The longest message, without its files.
    public var messageBytes = HTTPConfiguration().messageBytes
    /// The largest file of a message.
    public var fileBytes = HTTPConfiguration().fileBytes
    /// How deep JSON may be nested.
    public var jsonDepth = HTTPConfiguration().jsonDepth
    /// The longest draft.
    public var draftBytes = HTTPConfiguration().draftBytes
    /// How many entries a page of a list has.
    public var pageLimit = HTTPConfiguration().pageLimit
    /// How much of a conversation a provider is sent.
    public var historyBytes = EngineConfiguration().historyBytes
    /// How many messages of a conversation are read for a provider.
    public var historyMessages = EngineConfiguration().historyMessages
    /// How many replies run at once.
    public var maximumRuns = EngineConfiguration().maximumRuns
    /// How much of a running stream is kept in memory.
    public var hubWindowBytes = EngineConfiguration().hubWindowBytes
    /// How much of a reply without a log is kept.
    public var unloggedWindowBytes = EngineConfiguration().unloggedWindowBytes
    /// The longest reply.
    public var replyBytes = EngineConfiguration().replyBytes
    /// How much a reader takes at once.
    public var readBatchBytes = EngineConfiguration().readBatchBytes
    /// How many events of a provider wait for a commit.
    public var inboxEvents = EngineConfiguration().inboxEvents
    /// How much text of a provider waits for a commit.
    public var inboxBytes = EngineConfiguration().inboxBytes
    /// How many writes one commit takes.
    public var commitBatchWrites = EngineConfiguration().commitBatchWrites

    /// Makes a configuration of defaults.
    public init() {}
  }
}
