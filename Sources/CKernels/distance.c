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

WIDE double espalier_squared_distance(const double *a, const double *b, ptrdiff_t count, double scale) {
  wide8 sums = {0};
  const wide8 s = {scale, scale, scale, scale, scale, scale, scale, scale};
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const wide8 d = (*(const wide8_anywhere *)(a + i) - *(const wide8_anywhere *)(b + i)) * s;
    const wide8 square = d * d;
    sums += square;
  }
  double sum = sum8(&sums);
  for (; i < count; i++) {
    const double d = (a[i] - b[i]) * scale, square = d * d;
    sum += square;
  }
  return sum;
}

WIDE double espalier_squared_distance_of_floats(const float *a, const float *b, ptrdiff_t count, double scale) {
  wide8 sums = {0};
  const wide8 s = {scale, scale, scale, scale, scale, scale, scale, scale};
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const wide8 x = __builtin_convertvector(*(const narrow8_anywhere *)(a + i), wide8);
    const wide8 y = __builtin_convertvector(*(const narrow8_anywhere *)(b + i), wide8);
    const wide8 d = (x - y) * s;
    const wide8 square = d * d;
    sums += square;
  }
  double sum = sum8(&sums);
  for (; i < count; i++) {
    const double d = ((double)a[i] - (double)b[i]) * scale, square = d * d;
    sum += square;
  }
  return sum;
}

PIECE float sum16(const vector *v) {
  const vector s = *v;
  float sum = 0;
  UNROLL for (int i = 0; i < 4; i++) sum += (s[i] + s[i + 8]) + (s[i + 4] + s[i + 12]);
  return sum;
}

WIDE float espalier_squared_distance_below(const float *a, const float *b, ptrdiff_t count, float limit) {
  vector sums = {0};
  ptrdiff_t i = 0;
  while (i + 16 <= count) {
    const ptrdiff_t stop = i + 128 < count - 15 ? i + 128 : count - 15;
    for (; i < stop; i += 16) {
      const vector d = LOAD(a + i) - LOAD(b + i);
      const vector square = d * d;
      sums += square;
    }
    const float part = sum16(&sums);
    if (part > limit) return part;
  }
  float sum = sum16(&sums);
  for (; i < count; i++) {
    const float d = a[i] - b[i], square = d * d;
    sum += square;
  }
  return sum;
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
