#if MySQL
  import Foundation
  import Synchronization
  import TestServers

  /// Stands between a store and its server, and takes commits or their replies away.
  final class CommitThief: Sendable {
    /// What becomes of the next commit.
    enum Deed: Sendable {
      /// It goes through, and its reply too.
      case nothing
      /// The server gets it; its reply is dropped, and the connection with it.
      case takesReply
      /// The server never gets it, and the connection ends.
      case takesCommit
      /// This happens first; then the connection ends, and the server never gets it.
      case acts(@Sendable () -> Void)
    }

    let port: Int
    private let server: Int
    private let listener: Int32
    private let deed = Mutex(Deed.nothing)
    private let count = Mutex(0)

    /// How many commits it has stood in the way of.
    var thefts: Int { count.withLock { $0 } }

    /// Listens in front of a port.
    init(before server: Int) throws {
      self.server = server
      port = try Ports.free()
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard TCP.withAddress(port: port, { bind(listener, $0, $1) }) == 0, listen(listener, 16) == 0 else {
        throw ProcessFailure("listen: \(TCP.lastError)")
      }
      let (door, target) = (listener, server)
      Thread { [weak self] in
        while true {
          let client = accept(door, nil, nil)
          guard client >= 0, let self else { return }
          self.serve(client, target)
        }
      }.start()
    }

    deinit {
      shutdown(listener, Int32(SHUT_RDWR))
      close(listener)
    }

    /// Does something to the next commit, once.
    func next(_ deed: Deed) { self.deed.withLock { $0 = deed } }

    private func serve(_ client: Int32, _ serverPort: Int) {
      let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard TCP.withAddress(port: serverPort, { connect(upstream, $0, $1) }) == 0 else {
        close(client)
        close(upstream)
        return
      }
      let silence = Silence()
      Thread { [weak self] in
        self?.carry(from: client, to: upstream, silence)
        shutdown(upstream, Int32(SHUT_RDWR))
        shutdown(client, Int32(SHUT_RDWR))
      }.start()
      Thread {
        Self.copy(from: upstream, to: client, silence)
        shutdown(client, Int32(SHUT_RDWR))
        shutdown(upstream, Int32(SHUT_RDWR))
      }.start()
    }

    /// Carries what a client says; a command is one packet, and small ones come whole.
    private func carry(from client: Int32, to upstream: Int32, _ silence: Silence) {
      while let bytes = Self.read(client) {
        if bytes.suffix(6).elementsEqual("COMMIT".utf8) {
          let deed = deed.withLock { deed in
            defer { deed = .nothing }
            return deed
          }
          if case .nothing = deed {} else { count.withLock { $0 += 1 } }
          switch deed {
          case .nothing: break
          case .takesReply: silence.isOn.withLock { $0 = true }
          case .takesCommit: return
          case .acts(let act): return act()
          }
        }
        guard Self.write(bytes, to: upstream) else { return }
      }
    }

    private static func copy(from upstream: Int32, to client: Int32, _ silence: Silence) {
      while let bytes = read(upstream) {
        if silence.isOn.withLock({ $0 }) { return }
        guard write(bytes, to: client) else { return }
      }
    }

    private static func read(_ descriptor: Int32) -> [UInt8]? {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes {
          send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }

    private final class Silence: Sendable {
      let isOn = Mutex(false)
    }
  }
#endif
