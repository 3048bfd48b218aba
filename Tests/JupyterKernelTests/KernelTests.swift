import Testing

/// Kernels share the process's signals, so their tests run one after the other.
@Suite(.serialized) struct KernelTests {}
