#include "heap.h"

#include <malloc.h>

void espalier_set_heap(size_t own_pages_from, size_t kept) {
  mallopt(M_MMAP_THRESHOLD, (int)own_pages_from);
  mallopt(M_TRIM_THRESHOLD, (int)kept);
}
