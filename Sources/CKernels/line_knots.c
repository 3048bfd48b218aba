#include "line_knots.h"
#include "wide.h"

#pragma STDC FP_CONTRACT OFF

WIDE ptrdiff_t espalier_sign_changes(const double *a, const double *b, ptrdiff_t count, int32_t *columns) {
  ptrdiff_t found = 0, i = 0;
  for (; i + 16 <= count; i += 16) {
    unsigned bits = 0;
    for (int lane = 0; lane < 16; lane++) bits |= (unsigned)((a[i + lane] < 0) != (b[i + lane] < 0)) << lane;
    for (; bits; bits &= bits - 1) columns[found++] = (int32_t)(i + __builtin_ctz(bits));
  }
  for (; i < count; i++)
    if ((a[i] < 0) != (b[i] < 0)) columns[found++] = (int32_t)i;
  return found;
}

WIDE void espalier_add_row(const double *a, double factor, const double *b, double *c, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double product = factor * b[i];
    c[i] = a[i] + product;
  }
}

WIDE void espalier_interpolate_row(const double *a, const double *b, double fraction, double *restrict c,
                                   ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double step = (b[i] - a[i]) * fraction;
    c[i] = a[i] + step;
  }
}

WIDE void espalier_rectify_row(double *z, double slope, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) z[i] = z[i] < 0 ? slope * z[i] : z[i];
}

WIDE int espalier_all_finite(const double *values, ptrdiff_t count) {
  /* 0 x is NaN for infinities and NaN. */
  double sums[32] = {0};
  ptrdiff_t i = 0;
  for (; i + 32 <= count; i += 32)
    for (int lane = 0; lane < 32; lane++) sums[lane] += 0 * values[i + lane];
  double sum = 0;
  for (; i < count; i++) sum += 0 * values[i];
  for (int lane = 0; lane < 32; lane++) sum += sums[lane];
  return sum == 0;
}

WIDE void espalier_gather_columns(const double *matrix, ptrdiff_t inputs, ptrdiff_t outputs, const ptrdiff_t *columns,
                                  ptrdiff_t count, double *rows) {
  /* Eight rows of the matrix at a time stay in the nearest cache. */
  ptrdiff_t top = 0;
  for (; top + 8 <= outputs; top += 8)
    for (ptrdiff_t i = 0; i < count; i++) {
      const double *from = matrix + top * inputs + columns[i];
      double *to = rows + i * outputs + top;
      for (int lane = 0; lane < 8; lane++) to[lane] = from[lane * inputs];
    }
  for (; top < outputs; top++)
    for (ptrdiff_t i = 0; i < count; i++) rows[i * outputs + top] = matrix[top * inputs + columns[i]];
}
