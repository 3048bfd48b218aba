#pragma once
#include "Vectors.h"

/* Pairs of vectors: blocks of `width` lanes swap so that after widths 1, 2, 4, 8 a square is transposed. */
#define LOW(a, b, width)                                                                                             \
  __builtin_shufflevector(a, b, PICK(0, width), PICK(1, width), PICK(2, width), PICK(3, width), PICK(4, width),      \
                          PICK(5, width), PICK(6, width), PICK(7, width), PICK(8, width), PICK(9, width),            \
                          PICK(10, width), PICK(11, width), PICK(12, width), PICK(13, width), PICK(14, width),       \
                          PICK(15, width))
#define HIGH(a, b, width)                                                                                            \
  __builtin_shufflevector(a, b, LIFT(0, width), LIFT(1, width), LIFT(2, width), LIFT(3, width), LIFT(4, width),      \
                          LIFT(5, width), LIFT(6, width), LIFT(7, width), LIFT(8, width), LIFT(9, width),            \
                          LIFT(10, width), LIFT(11, width), LIFT(12, width), LIFT(13, width), LIFT(14, width),       \
                          LIFT(15, width))
#define PICK(i, width) ((i) & (width) ? (i) - (width) + 16 : (i))
#define LIFT(i, width) ((i) & (width) ? (i) + 16 : (i) + (width))
#define SWAP(width)                                                                                                  \
  UNROLL for (ptrdiff_t i = 0; i < VECTOR; i++) {                                                                    \
    if (i & width) continue;                                                                                         \
    vector low = LOW(t[i], t[i + width], width), high = HIGH(t[i], t[i + width], width);                             \
    t[i] = low, t[i + width] = high;                                                                                 \
  }

/* to[j][i] = from[i][j] for i < rows <= 16, j < 16, and 0 for the other i. */
INLINE void transpose(float *to, ptrdiff_t ldt, const float *from, ptrdiff_t ldf, ptrdiff_t rows) {
  vector t[VECTOR];
  if (rows == VECTOR) {
    UNROLL for (ptrdiff_t i = 0; i < VECTOR; i++) t[i] = load(from + i * ldf);
  } else {
    UNROLL for (ptrdiff_t i = 0; i < VECTOR; i++) t[i] = i < rows ? load(from + i * ldf) : spread(0);
  }
  SWAP(1) SWAP(2) SWAP(4) SWAP(8)
  UNROLL for (ptrdiff_t i = 0; i < VECTOR; i++) store(to + i * ldt, t[i]);
}
