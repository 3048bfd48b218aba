#include "line_knots.h"
#include <stdbool.h>
#include "wide.h"

#pragma STDC FP_CONTRACT OFF

/* Eight doubles side by side, and a bit for each. */
typedef double eight __attribute__((vector_size(64), aligned(8), may_alias));
typedef bool flags8 __attribute__((ext_vector_type(8)));

WIDE void espalier_negative_bits(const double *rows, ptrdiff_t count, ptrdiff_t stride, ptrdiff_t columns,
                                 uint64_t *bits) {
  for (ptrdiff_t row = 0; row < count; row++)
    for (ptrdiff_t start = 0; start < columns; start += 64) {
      const double *from = rows + row * stride + start;
      const ptrdiff_t end = columns - start < 64 ? columns - start : 64;
      uint64_t word = 0;
      ptrdiff_t i = 0;
      for (; i + 8 <= end; i += 8) {
        const flags8 flags = __builtin_convertvector(*(const eight *)(from + i) < 0, flags8);
        uint8_t byte;
        memcpy(&byte, &flags, 1);
        word |= (uint64_t)byte << i;
      }
      for (; i < end; i++) word |= (uint64_t)(from[i] < 0) << i;
      *bits++ = word;
    }
}

WIDE void espalier_ranks(const double *values, ptrdiff_t count, int32_t *ranks) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double value = values[i];
    int64_t below = 0;
    for (ptrdiff_t j = 0; j < i; j++) below += values[j] <= value;
    for (ptrdiff_t j = i + 1; j < count; j++) below += values[j] < value;
    ranks[i] = (int32_t)below;
  }
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

WIDE void espalier_gate_row(const double *a, const double *z, double slope, double *c, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double bent = slope * a[i];
    c[i] = z[i] < 0 ? bent : a[i];
  }
}

WIDE void espalier_scale_row(double factor, const double *a, double *c, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) c[i] = factor * a[i];
}

/* Columns of espalier_carry_rows, `vectors` times eight of them, whose slope stays in registers. */
PIECE void carry(const double *left, const double *right, const double *const *bends, ptrdiff_t column,
                 const double *steps, ptrdiff_t count, ptrdiff_t width, double *rows, eight *check, const int vectors) {
  eight slope[4], row[4];
  for (int v = 0; v < vectors; v++) {
    row[v] = *(const eight *)(left + 8 * v);
    slope[v] = *(const eight *)(right + 8 * v) - row[v];
  }
  for (ptrdiff_t i = 0; i < count; i++)
    for (int v = 0; v < vectors; v++) slope[v] += steps[3 * i] * *(const eight *)(bends[i] + column + 8 * v);
  for (ptrdiff_t i = 0; i < count; i++)
    for (int v = 0; v < vectors; v++) {
      row[v] += steps[3 * i + 1] * slope[v];
      *(eight *)(rows + i * width + 8 * v) = row[v];
      *check += 0 * row[v];
      slope[v] += steps[3 * i + 2] * *(const eight *)(bends[i] + column + 8 * v);
    }
}

WIDE int espalier_carry_rows(const double *left, const double *right, const double *const *bends, const double *steps,
                             ptrdiff_t count, ptrdiff_t width, double *rows) {
  eight check = {0};
  ptrdiff_t column = 0;
  for (; column + 32 <= width; column += 32)
    carry(left + column, right + column, bends, column, steps, count, width, rows + column, &check, 4);
  for (; column + 8 <= width; column += 8)
    carry(left + column, right + column, bends, column, steps, count, width, rows + column, &check, 1);
  for (; column < width; column++) {
    double row = left[column], slope = right[column] - row;
    for (ptrdiff_t i = 0; i < count; i++) slope += steps[3 * i] * bends[i][column];
    for (ptrdiff_t i = 0; i < count; i++) {
      row += steps[3 * i + 1] * slope;
      rows[i * width + column] = row;
      check[0] += 0 * row;
      slope += steps[3 * i + 2] * bends[i][column];
    }
  }
  double sum = 0;
  for (int lane = 0; lane < 8; lane++) sum += check[lane];
  return sum == 0;
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
