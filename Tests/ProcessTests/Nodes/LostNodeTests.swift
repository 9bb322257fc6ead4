import Foundation
import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P2, P3, P10, I10: three nodes on Redis and MariaDB, one of which is lost") struct LostNodeTests {
    private static let count = 40
    private static let script = Script().answering(
      "short", [Script.text("word {n} ", repeat: 250, every: "0.1"), Script.finish]
    ).answering(nil, [Script.text("word {n} ", repeat: 100_000, every: "0.1"), Script.finish])

    @Test("kill -9: every reply ends within a minute, and readers go on elsewhere", .timeLimit(.minutes(4)))
    func kill() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(scenario: Self.script)
        return try group.explained {
          try group.start()
          let readers = try Self.start(group)
          let killed = ContinuousClock.now
          group.nodes[0].kill9()
          var findings = try Self.findingsOfNextFrames(readers, after: killed)
          let clients = try Self.clients(of: group, like: readers)
          for reader in readers where reader.hasLostItsOwner {
            try reader.reader.readToEnd(deadline: .after(.seconds(60) - (.now - killed)))
          }
          for reader in readers where !reader.hasLostItsOwner {
            findings.equal(try clients[1].stop(reader.session), "stopped", "\(reader.session): stop")
            try reader.reader.readToEnd(deadline: .step)
          }
          try Self.check(readers, by: clients[2], &findings)
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("SIGSTOP for 20 s, SIGCONT: the node that wakes up writes nothing", .timeLimit(.minutes(4)))
    func pause() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(scenario: Self.script)
        return try group.explained {
          try group.start()
          let readers = try Self.start(group)
          let node = group.nodes[0]
          node.process?.send(SIGSTOP)
          let stopped = ContinuousClock.now
          // Readers of a node that stands still learn nothing from it: they go elsewhere by themselves.
          let clients = try Self.clients(of: group, like: readers)
          var findings = Findings()
          for reader in readers where reader.hasLostItsOwner {
            reader.continueElsewhere(clients)
            try reader.reader.readToEnd(deadline: .after(.seconds(60) - (.now - stopped)))
          }
          let before = try readers.map { try clients[1].state(of: $0.reader.stream.name)["length"]?.intValue }
          let left = Duration.seconds(20) - (.now - stopped)
          // The length of the pause is what is tested.
          if left > .zero { usleep(UInt32(left.components.seconds + 1) * 1_000_000) }
          node.process?.send(SIGCONT)
          try node.waitUntilReady()
          try Deadline.step.poll("the woken node to have been fenced", every: 100_000) {
            try group.total("holdfast_fenced_writes_total") >= 1 ? () : nil
          }
          for (reader, length) in zip(readers, before) where reader.hasLostItsOwner {
            let now = try clients[1].state(of: reader.reader.stream.name)["length"]?.intValue
            findings.equal(now, length, "\(reader.session): length after the node woke up")
          }
          for reader in readers where !reader.hasLostItsOwner {
            findings.equal(try clients[1].stop(reader.session), "stopped", "\(reader.session): stop")
            try reader.reader.readToEnd(deadline: .step)
          }
          try Self.check(readers, by: clients[2], &findings)
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    /// A reply, its reader, and whether its owner is the node that is lost.
    private final class Reply {
      let session: String
      let hasLostItsOwner: Bool
      private(set) var reader: MovingReader

      init(_ number: Int, _ clients: [ChatClient]) throws {
        session = "session-\(number)"
        let owner = number % clients.count
        hasLostItsOwner = owner == 0
        reader = try MovingReader(session, text: "Go on.", at: owner, of: clients)
      }

      /// Reads on at nodes that are not the first.
      func continueElsewhere(_ clients: [ChatClient]) {
        reader = MovingReader(continuing: reader, at: Array(clients.dropFirst()))
      }
    }

    private static func start(_ group: NodeGroup) throws -> [Reply] {
      let clients = try group.clients()
      let replies = try (0..<count).map { try Reply($0, clients) }
      for reply in replies { try reply.reader.read(frames: 5) }
      return replies
    }

    private static func clients(of group: NodeGroup, like replies: [Reply]) throws -> [ChatClient] {
      let client = replies[0].reader.client
      return group.nodes.map { ChatClient(of: $0, like: client) }
    }

    /// Every reply goes on, or ends, at most 15 s after its owner was lost.
    private static func findingsOfNextFrames(
      _ replies: [Reply], after lost: ContinuousClock.Instant
    ) throws -> Findings {
      let findings = Findings()
      for reply in replies {
        try reply.reader.read(
          frames: reply.reader.frames.count + 1, deadline: .after(.seconds(15) - (.now - lost)))
      }
      return findings
    }

    /// What is kept of each reply is what was read, once.
    private static func check(
      _ replies: [Reply], by client: ChatClient, _ findings: inout Findings
    ) throws {
      for reply in replies {
        let stream = reply.reader.stream
        findings.equal(
          stream.state, reply.hasLostItsOwner ? "interrupted" : "stopped or superseded",
          "\(reply.session): state")
        findings.add(reply.reader.findings, of: reply.session)
        findings.add(stream.findings, of: reply.session)
        let replay = try client.replay(stream.name)
        findings.check(replay.frames == stream.frames, "\(reply.session): the replay has other frames")
        let messages = try Deadline.step.poll("\(reply.session) to be saved", every: 50_000) {
          let messages = try client.messages(in: reply.session)
          return messages.count >= 2 && messages.last?["status"] != "saving" ? messages : nil
        }
        findings.equal(
          messages.map { $0["role"]?.stringValue }, ["user", "assistant"], "\(reply.session): messages")
        findings.equal(
          messages.last.map { ReplyContent(ofStored: $0) }, ReplyContent(of: stream.frames),
          "\(reply.session): content")
      }
    }
  }
}
