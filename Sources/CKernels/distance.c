#include "distance.h"
#include "wide.h"

#pragma STDC FP_CONTRACT OFF

#define LOAD(p) (*(const vector_anywhere *)(p))
#define SPREAD(x) ((vector){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x})
#define UNROLL _Pragma("clang loop unroll(full)")

typedef double wide8 __attribute__((vector_size(64)));
typedef double wide8_anywhere __attribute__((vector_size(64), aligned(8), may_alias));
typedef float narrow8_anywhere __attribute__((vector_size(32), aligned(4), may_alias));

PIECE double sum8(const wide8 *v) {
  const wide8 s = *v;
  return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

#define SPREAD8(x) ((wide8){x, x, x, x, x, x, x, x})
#define WIDENED(p) __builtin_convertvector(*(const narrow8_anywhere *)(p), wide8)
#define AS_IS(p) (*(const wide8_anywhere *)(p))

/* Squared distances of a row from n others side by side: n streams hide the wait for memory, and each sum has the bits
   that it has alone. */
#define SQUARES(NAME, SCALAR, EIGHT)                                                                              \
  PIECE void NAME(const ptrdiff_t n, const SCALAR *a, const SCALAR *const *b, ptrdiff_t count, double scale,      \
                  double *out) {                                                                                  \
    const wide8 s = SPREAD8(scale);                                                                               \
    wide8 sums[4] = {{0}, {0}, {0}, {0}};                                                                         \
    ptrdiff_t i = 0;                                                                                              \
    for (; i + 8 <= count; i += 8) {                                                                              \
      const wide8 x = EIGHT(a + i);                                                                               \
      UNROLL for (ptrdiff_t r = 0; r < n; r++) {                                                                  \
        const wide8 d = (x - EIGHT(b[r] + i)) * s;                                                                \
        const wide8 square = d * d;                                                                               \
        sums[r] += square;                                                                                        \
      }                                                                                                           \
    }                                                                                                             \
    UNROLL for (ptrdiff_t r = 0; r < n; r++) {                                                                    \
      double sum = sum8(&sums[r]);                                                                                \
      for (ptrdiff_t j = i; j < count; j++) {                                                                     \
        const double d = ((double)a[j] - (double)b[r][j]) * scale, square = d * d;                                \
        sum += square;                                                                                            \
      }                                                                                                           \
      out[r] = sum;                                                                                               \
    }                                                                                                             \
  }

SQUARES(squares, double, AS_IS)
SQUARES(squares_of_floats, float, WIDENED)

#define EACH(NAME, SCALAR)                                                                                        \
  ptrdiff_t c = 0;                                                                                                \
  for (; c + 4 <= count; c += 4) {                                                                                \
    const SCALAR *four[4];                                                                                        \
    UNROLL for (int r = 0; r < 4; r++) four[r] = rows + places[c + r] * width;                                    \
    NAME(4, a, four, width, scale, out + c);                                                                      \
  }                                                                                                               \
  for (; c < count; c++) {                                                                                        \
    const SCALAR *one = rows + places[c] * width;                                                                 \
    NAME(1, a, &one, width, scale, out + c);                                                                      \
  }

WIDE void espalier_squared_distances(const double *a, const double *rows, ptrdiff_t width, const int32_t *places,
                                     ptrdiff_t count, double scale, double *out) {
  EACH(squares, double)
}

WIDE void espalier_squared_distances_of_floats(const float *a, const float *rows, ptrdiff_t width,
                                               const int32_t *places, ptrdiff_t count, double scale, double *out) {
  EACH(squares_of_floats, float)
}

WIDE double espalier_squared_distance(const double *a, const double *b, ptrdiff_t count, double scale) {
  double out;
  squares(1, a, &b, count, scale, &out);
  return out;
}

WIDE double espalier_squared_distance_of_floats(const float *a, const float *b, ptrdiff_t count, double scale) {
  double out;
  squares_of_floats(1, a, &b, count, scale, &out);
  return out;
}

WIDE ptrdiff_t espalier_near_block(const float *products, const float *squares, const float *limits, float square,
                                   float limit, ptrdiff_t start, ptrdiff_t count, uint32_t *bits) {
  ptrdiff_t i = start;
  *bits = 0;
  for (; i + 16 <= count; i += 16) {
    const vector e = (LOAD(products + i) + LOAD(squares + i)) + SPREAD(square);
    marks near = e <= SPREAD(limit);
    if (limits) near |= e <= LOAD(limits + i);
    uint32_t any = 0;
    UNROLL for (int lane = 0; lane < 16; lane++) any |= (uint32_t)near[lane] & 1u << lane;
    if (any) {
      *bits = any;
      return i;
    }
  }
  return i;
}
