#pragma once
#include "wide.h"

#pragma clang diagnostic ignored "-Wpsabi" /* vectors pass between inlined functions only */

#define UNROLL _Pragma("clang loop unroll(full)")

/* Loads and stores need no alignment; aligned ones are faster. */
PIECE vector load(const float *p) { return *(const vector_anywhere *)p; }
PIECE void store(float *p, vector v) { ANYWHERE(p) = v; }
PIECE vector spread(float x) { return (vector){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }
PIECE ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
PIECE ptrdiff_t most(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
PIECE ptrdiff_t quotient_up(ptrdiff_t a, ptrdiff_t b) { return (a + b - 1) / b; }

/* `count` things in `parts` parts that differ by one at most: the first thing of a part. */
PIECE ptrdiff_t part_start(ptrdiff_t count, ptrdiff_t parts, ptrdiff_t part) { return count * part / parts; }

/* Vectors side by side in a register tile of 6 rows: there are 32 registers of a whole vector, or 16 of half a one. */
PIECE ptrdiff_t tile_width(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512vl")) return 4;
#endif
  return 1;
}

/* What a forward or input pass does to a sum before it is stored. A NaN passes a ReLU: divergence shows in the loss. */
PIECE vector finish(vector v, int rectify, const float *gate) {
  if (rectify) rectify16(&v);
  if (gate) v = WHERE(load(gate) > 0, v);
  return v;
}
