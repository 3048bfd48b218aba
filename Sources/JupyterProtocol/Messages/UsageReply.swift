/// Answers `usage_request`: what the kernel and its machine use, as resource panels show it.
package struct UsageReply: MessageContent {
  package static let type = "usage_reply"

  package let json: JSONValue

  /// The figures of one moment.
  ///
  /// - Parameters:
  ///   - kernelCPU: Of one processor, in per cent, since the last request.
  ///   - kernelMemory: The process's resident memory in bytes.
  ///   - hostCPU: Of all processors, in per cent, since the last request; nil where the system does not tell.
  ///   - hostMemory: The machine's memory in bytes.
  package init(
    hostname: String, processID: Int, kernelCPU: Double, kernelMemory: Int, processorCount: Int, hostCPU: Double?,
    hostMemory: (total: Int, available: Int)
  ) {
    let used = hostMemory.total - hostMemory.available
    let share = hostMemory.total > 0 ? 100 * Double(used) / Double(hostMemory.total) : 0
    json = [
      "hostname": .string(hostname), "pid": .int(processID), "kernel_cpu": .double(kernelCPU),
      "kernel_memory": .int(kernelMemory), "cpu_count": .int(processorCount),
      "host_cpu_percent": hostCPU.map { .double($0) } ?? .null,
      "host_virtual_memory": [
        "total": .int(hostMemory.total), "available": .int(hostMemory.available), "used": .int(used),
        "percent": .double(share),
      ],
    ]
  }
}
