#ifndef ESPALIER_HEAP_H
#define ESPALIER_HEAP_H

#include <stddef.h>

/// Sets from which size on an array has pages of its own, given back when it is freed, and how much freed memory below
/// that is kept for others.
void espalier_set_heap(size_t own_pages_from, size_t kept);

#endif
