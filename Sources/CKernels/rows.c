#include "include/rows.h"

#include "wide.h"

WIDE void espalier_add_row_bias(float *z, const float *bias, ptrdiff_t rows, ptrdiff_t repeat, ptrdiff_t stride,
                                int rectify) {
  const ptrdiff_t length = repeat * stride;
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *row = z + r * length;
    const float b = bias ? bias[r] : 0;
    if (rectify) {
      for (ptrdiff_t i = 0; i < length; i += LANES) {
        vector x = AT(row + i) + b;
        AT(row + i) = WHERE(~(x < 0), x);
      }
    } else {
      for (ptrdiff_t i = 0; i < length; i += LANES) AT(row + i) += b;
    }
  }
}

/* Vectors added in single precision before their sum goes on in double: an error of 256 roundings at most. */
#define RUN 256

WIDE void espalier_row_sums(float *sums, const float *z, ptrdiff_t rows, ptrdiff_t repeat, ptrdiff_t stride) {
  const ptrdiff_t length = repeat * stride;
  for (ptrdiff_t r = 0; r < rows; r++) {
    const float *row = z + r * length;
    double total = 0;
    for (ptrdiff_t start = 0; start < length; start += RUN * LANES) {
      ptrdiff_t end = start + RUN * LANES < length ? start + RUN * LANES : length;
      vector a = {0}, b = {0};
      ptrdiff_t i = start;
      for (; i + 2 * LANES <= end; i += 2 * LANES) {
        a += AT(row + i);
        b += AT(row + i + LANES);
      }
      if (i < end) a += AT(row + i);
      a += b;
      for (int k = 0; k < LANES; k++) total += (double)a[k];
    }
    sums[r] = (float)total;
  }
}

WIDE void espalier_add(float *restrict y, const float *restrict x, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += LANES) AT(y + i) += AT(x + i);
}

WIDE void espalier_sum(float *y, const float *a, const float *b, ptrdiff_t count, int rectify) {
  if (rectify) {
    for (ptrdiff_t i = 0; i < count; i += LANES) {
      vector x = AT(a + i) + AT(b + i);
      AT(y + i) = WHERE(~(x < 0), x);
    }
  } else {
    for (ptrdiff_t i = 0; i < count; i += LANES) AT(y + i) = AT(a + i) + AT(b + i);
  }
}
