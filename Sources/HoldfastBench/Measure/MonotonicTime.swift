#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The clock that all processes of a measurement share: nanoseconds since the machine was started.
///
/// `ContinuousClock` counts from a moment of its own in each process, so a stamp of one would mean nothing to another.
package enum MonotonicTime {
  /// Now, in nanoseconds.
  package static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
