#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What the kernels over lanes share: sixteen floats side by side, and functions compiled for several instruction
   sets. `min_vector_width` matters: without it the compiler halves 512-bit vectors. */
#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), min_vector_width(512)))
#else
#define WIDE
#endif

/* Pieces of a WIDE function. They take vectors by pointer: by value they would have no calling convention that fits
   every instruction set. */
#define PIECE static inline __attribute__((always_inline))

typedef float vector __attribute__((vector_size(64)));
typedef float vector_anywhere __attribute__((vector_size(64), aligned(4), may_alias));

/* All ones where a comparison holds. */
typedef int32_t marks __attribute__((vector_size(64)));

#define LANES 16
#define AT(p) (*(vector *)(p))
#define ANYWHERE(p) (*(vector_anywhere *)(p))
#define SHUFFLE __builtin_shufflevector
/* x where the mark is set, 0 elsewhere. */
#define WHERE(mark, x) ((vector)((mark) & (marks)(x)))

typedef int32_t marks __attribute__((vector_size(64)));
typedef float half8 __attribute__((vector_size(32)));
typedef float four __attribute__((vector_size(16), aligned(4), may_alias));

/* max(x, 0) where NaN passes, so that divergence shows in the loss. */
PIECE void rectify16(vector *x) { *x = (vector)((marks)*x & ~(*x < 0)); }

/* x where y > 0, else 0. */
PIECE void gate16(vector *x, const vector *y) { *x = (vector)((marks)*x & (*y > 0)); }

/* sums[j] = the sum over the lanes of t[j], the same tree for every j. */
PIECE void sum_lanes4(const vector *t, four *sums) {
  vector ab = SHUFFLE(t[0], t[1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29) +
              SHUFFLE(t[0], t[1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  vector cd = SHUFFLE(t[2], t[3], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29) +
              SHUFFLE(t[2], t[3], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  vector abcd = SHUFFLE(ab, cd, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29) +
                SHUFFLE(ab, cd, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  half8 halves = SHUFFLE(abcd, abcd, 0, 1, 2, 3, 4, 5, 6, 7) + SHUFFLE(abcd, abcd, 8, 9, 10, 11, 12, 13, 14, 15);
  *sums = SHUFFLE(halves, halves, 0, 1, 2, 3) + SHUFFLE(halves, halves, 4, 5, 6, 7);
}

/* t[i][j] <-> t[j][i]. */
PIECE void transpose16(vector *t) {
  vector u[16];
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 2) {
    u[i] = SHUFFLE(t[i], t[i + 1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
    u[i + 1] = SHUFFLE(t[i], t[i + 1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  }
  /* Now pairs of floats: quarter q of t[4k + r] holds element 4q + r of rows 4k ... 4k + 3. */
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 4) {
    t[i] = SHUFFLE(u[i], u[i + 2], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
    t[i + 1] = SHUFFLE(u[i], u[i + 2], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    t[i + 2] = SHUFFLE(u[i + 1], u[i + 3], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
    t[i + 3] = SHUFFLE(u[i + 1], u[i + 3], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  }
  /* Then quarters. */
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++) {
    u[r] = SHUFFLE(t[r], t[4 + r], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    u[4 + r] = SHUFFLE(t[r], t[4 + r], 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    u[8 + r] = SHUFFLE(t[8 + r], t[12 + r], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    u[12 + r] = SHUFFLE(t[8 + r], t[12 + r], 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < 4; r++) {
    t[r] = SHUFFLE(u[r], u[8 + r], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    t[8 + r] = SHUFFLE(u[r], u[8 + r], 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    t[4 + r] = SHUFFLE(u[4 + r], u[12 + r], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    t[12 + r] = SHUFFLE(u[4 + r], u[12 + r], 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  }
}
