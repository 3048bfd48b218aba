#pragma once
#include "vectors.h"

/* Sums of pairs of lanes of a, then of b, in alternating blocks of `width` lanes. */
#define FOLDED(a, b, width)                                                                                          \
  (SHUFFLE(a, b, LOW(0, width), LOW(1, width), LOW(2, width), LOW(3, width), LOW(4, width), LOW(5, width),           \
           LOW(6, width), LOW(7, width), LOW(8, width), LOW(9, width), LOW(10, width), LOW(11, width),               \
           LOW(12, width), LOW(13, width), LOW(14, width), LOW(15, width)) +                                         \
   SHUFFLE(a, b, HIGH(0, width), HIGH(1, width), HIGH(2, width), HIGH(3, width), HIGH(4, width), HIGH(5, width),     \
           HIGH(6, width), HIGH(7, width), HIGH(8, width), HIGH(9, width), HIGH(10, width), HIGH(11, width),         \
           HIGH(12, width), HIGH(13, width), HIGH(14, width), HIGH(15, width)))
#define LOW(i, width) ((i) & (width) ? (i) - (width) + 16 : (i))
#define HIGH(i, width) ((i) & (width) ? (i) + 16 : (i) + (width))
#define FOLD(width)                                                                                                  \
  UNROLL for (ptrdiff_t i = 0; i < LANES; i += 2 * width) t[i] = FOLDED(t[i], t[i + width], width);

/* Lane i is the sum of the lanes of t[i]; t is lost. */
PIECE vector totals(vector t[LANES]) {
  FOLD(1) FOLD(2) FOLD(4) FOLD(8)
  return t[0];
}
