#pragma once
#include "Transposition.h"

#define FOLD(width)                                                                                                  \
  UNROLL for (ptrdiff_t i = 0; i < VECTOR; i += 2 * width)                                                           \
    t[i] = LOW(t[i], t[i + width], width) + HIGH(t[i], t[i + width], width);

/* Lane i is the sum of the lanes of t[i]; t is lost. */
INLINE vector totals(vector t[VECTOR]) {
  FOLD(1) FOLD(2) FOLD(4) FOLD(8)
  return t[0];
}
