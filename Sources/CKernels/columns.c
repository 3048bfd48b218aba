#include "columns.h"
#include "wide.h"

#define COLUMNS                                                                                                   \
  for (ptrdiff_t row = 0; row < count; row++, rows += width)                                                      \
    for (ptrdiff_t column = 0; column < width; column++) {                                                        \
      const double value = rows[column];                                                                          \
      sums[column] += value;                                                                                      \
      least[column] = value < least[column] ? value : least[column];                                              \
      most[column] = value > most[column] ? value : most[column];                                                 \
    }

WIDE void espalier_column_sums(const double *restrict rows, ptrdiff_t count, ptrdiff_t width, double *restrict sums,
                               double *restrict least, double *restrict most) {
  COLUMNS
}

WIDE void espalier_column_sums_of_floats(const float *restrict rows, ptrdiff_t count, ptrdiff_t width,
                                         double *restrict sums, double *restrict least, double *restrict most) {
  COLUMNS
}
