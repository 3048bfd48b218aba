#pragma once
#include <stddef.h>
#include <stdint.h>

/* Rows in whole numbers of 8 bits, whose distances are exact. */

/* out[i] = (values[i] - means[i]) * scale. */
void espalier_place(const double *values, const double *means, double scale, ptrdiff_t count, double *out);

/* The same of rows in single precision. */
void espalier_place_floats(const float *values, const double *means, double scale, ptrdiff_t count, double *out);

/* out[i] = the whole number nearest to values[i] * steps, which must be below 128; the sum of the squares of
   values[i] - out[i] / steps. */
double espalier_coarsen(const double *values, double steps, ptrdiff_t count, int8_t *out);

/* out[c] = sum (own - row)^2 for the row at each place; sums must be below 2^31. */
void espalier_coarse_squares(const int8_t *own, const int8_t *rows, ptrdiff_t width, const int32_t *places,
                             ptrdiff_t count, int32_t *out);
