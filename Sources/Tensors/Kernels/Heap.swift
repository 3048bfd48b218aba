import CKernels

/// How the C library keeps memory.
package enum Heap {
  /// Keeps freed arrays below 32 MB for the next of their size, up to 64 MB, instead of giving each back to the system
  /// and having its pages cleared anew, which costs small computations more than their arithmetic. glibc gets there by
  /// itself once an array of 32 MB has been freed; this is the same from the start.
  package static func keepFreed() { espalier_set_heap(32 << 20, 64 << 20) }
}
