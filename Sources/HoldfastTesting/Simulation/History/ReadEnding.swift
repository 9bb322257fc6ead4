/// Why a client reads no further.
package enum ReadEnding: String, Sendable, Hashable { case ended, lost, cut, left, failed }
