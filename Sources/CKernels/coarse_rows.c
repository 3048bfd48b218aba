#include "coarse_rows.h"
#include "wide.h"

#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpass-failed" /* instruction sets without such vectors */

typedef double wide8 __attribute__((vector_size(64)));
typedef double wide8_anywhere __attribute__((vector_size(64), aligned(8), may_alias));
typedef float narrow8_anywhere __attribute__((vector_size(32), aligned(4), may_alias));
typedef int8_t byte8_anywhere __attribute__((vector_size(8), aligned(1), may_alias));

#define SPREAD8(x) ((wide8){x, x, x, x, x, x, x, x})

WIDE void espalier_place(const double *values, const double *means, double scale, ptrdiff_t count, double *out) {
  ptrdiff_t i = 0;
  const wide8 s = SPREAD8(scale);
  for (; i + 8 <= count; i += 8)
    *(wide8_anywhere *)(out + i) = (*(const wide8_anywhere *)(values + i) - *(const wide8_anywhere *)(means + i)) * s;
  for (; i < count; i++) out[i] = (values[i] - means[i]) * scale;
}

WIDE void espalier_place_floats(const float *values, const double *means, double scale, ptrdiff_t count, double *out) {
  ptrdiff_t i = 0;
  const wide8 s = SPREAD8(scale);
  for (; i + 8 <= count; i += 8) {
    const wide8 v = __builtin_convertvector(*(const narrow8_anywhere *)(values + i), wide8);
    *(wide8_anywhere *)(out + i) = (v - *(const wide8_anywhere *)(means + i)) * s;
  }
  for (; i < count; i++) out[i] = ((double)values[i] - means[i]) * scale;
}

/* Adding and taking away 1.5 * 2^52 rounds to a whole number. */
#define WHOLE 0x1.8p52

WIDE double espalier_coarsen(const double *values, double steps, ptrdiff_t count, int8_t *out) {
  const wide8 s = SPREAD8(steps), back = SPREAD8(1 / steps), whole = SPREAD8(WHOLE);
  wide8 sums = {0};
  ptrdiff_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const wide8 v = *(const wide8_anywhere *)(values + i), r = (v * s + whole) - whole;
    *(byte8_anywhere *)(out + i) = __builtin_convertvector(r, byte8_anywhere);
    const wide8 rest = v - r * back, square = rest * rest;
    sums += square;
  }
  double sum = 0;
  for (int lane = 0; lane < 8; lane++) sum += sums[lane];
  for (; i < count; i++) {
    const double r = (values[i] * steps + WHOLE) - WHOLE, rest = values[i] - r / steps;
    out[i] = (int8_t)r;
    sum += rest * rest;
  }
  return sum;
}

WIDE void espalier_coarse_squares(const int8_t *own, const int8_t *rows, ptrdiff_t width, const int32_t *places,
                                  ptrdiff_t count, int32_t *out) {
  for (ptrdiff_t c = 0; c < count; c++) {
    const int8_t *row = rows + places[c] * width;
    if (c + 4 < count) {
      const int8_t *next = rows + places[c + 4] * width;
      for (ptrdiff_t i = 0; i < width; i += 64) __builtin_prefetch(next + i);
    }
    int32_t sum = 0;
#pragma clang loop vectorize_width(32) interleave_count(2)
    for (ptrdiff_t i = 0; i < width; i++) {
      const int16_t d = (int16_t)(own[i] - row[i]);
      sum += (int32_t)d * d;
    }
    out[c] = sum;
  }
}
