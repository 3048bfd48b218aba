#pragma once
#include <stddef.h>

#pragma clang diagnostic ignored "-Wpsabi" /* vectors pass between inlined functions only */

/* Sixteen samples at a time; loads and stores need no alignment, aligned ones are faster. */
typedef float vector __attribute__((vector_size(64), aligned(4), may_alias));

#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDE
#endif
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

enum { VECTOR = 16 };

INLINE vector load(const float *p) { return *(const vector *)p; }
INLINE void store(float *p, vector v) { *(vector *)p = v; }
INLINE vector spread(float x) { return (vector){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }
INLINE ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
INLINE ptrdiff_t most(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
INLINE ptrdiff_t quotient_up(ptrdiff_t a, ptrdiff_t b) { return (a + b - 1) / b; }

/* `count` things in `parts` parts that differ by one at most: the first thing of a part. */
INLINE ptrdiff_t part_start(ptrdiff_t count, ptrdiff_t parts, ptrdiff_t part) { return count * part / parts; }

typedef int mask __attribute__((vector_size(64), aligned(4), may_alias));

/* What a forward or input pass does to a sum before it is stored. A NaN passes a ReLU: divergence shows in the loss. */
INLINE vector finish(vector v, int rectify, const float *gate) {
  if (rectify) v = (vector)((mask)v & ~(mask)(v < spread(0)));
  if (gate) v = (vector)((mask)v & (mask)(load(gate) > spread(0)));
  return v;
}
