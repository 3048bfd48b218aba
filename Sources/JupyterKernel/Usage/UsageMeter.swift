import Glibc
import JupyterProtocol

/// Measures what the process and its machine use, from the tables that Linux keeps.
struct UsageMeter {
  private var last: (time: Double, process: Double, busy: Double, total: Double)?

  /// The figures now; shares of processors are those since the last call, or since the start.
  mutating func measure() -> UsageReply {
    let ticks = Self.hostTicks
    let now = (time: Self.uptime, process: Self.processSeconds, busy: ticks.busy, total: ticks.total)
    let before = last ?? (time: now.time - max(Self.processAge, 1e-3), process: 0, busy: 0, total: 0)
    last = now
    let elapsed = max(now.time - before.time, 1e-3)
    let hostTicks = now.total - before.total
    return UsageReply(
      hostname: Self.hostname, processID: Int(getpid()), kernelCPU: 100 * (now.process - before.process) / elapsed,
      kernelMemory: Self.residentBytes, processorCount: max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1),
      hostCPU: hostTicks > 0 ? 100 * (now.busy - before.busy) / hostTicks : nil, hostMemory: Self.hostMemory)
  }

  private static var uptime: Double {
    var now = timespec()
    clock_gettime(CLOCK_BOOTTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  private static var processSeconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// How long ago the process began.
  private static var processAge: Double {
    // The 22nd field; the second may hold spaces and ends with the last parenthesis.
    let fields = text(of: "/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 19, let start = Double(fields[19]) else { return 0 }
    return uptime - start / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static var residentBytes: Int {
    let pages = text(of: "/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  private static var hostTicks: (busy: Double, total: Double) {
    let line = text(of: "/proc/stat").split(separator: "\n").first { $0.hasPrefix("cpu ") } ?? ""
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
    let total = ticks.reduce(0, +)
    // The fourth and fifth are idle, and idle while waiting for a disk.
    return (total - ticks.dropFirst(3).prefix(2).reduce(0, +), total)
  }

  private static var hostMemory: (total: Int, available: Int) {
    var members: [Substring: Int] = [:]
    for line in text(of: "/proc/meminfo").split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == ":" }
      if words.count > 1, let kilobytes = Int(words[1]) { members[words[0]] = kilobytes * 1024 }
    }
    return (members["MemTotal"] ?? 0, members["MemAvailable"] ?? 0)
  }

  private static var hostname: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A small file of the system; empty where it is missing.
  private static func text(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}
