#pragma once
#include <stddef.h>
#include <stdint.h>

/* Rows of values at the knots of a line. Products are not fused into sums, so that every instruction set gives the same
   bits. */

/* A bit for each of the first `columns` values of rows `stride` apart, set where the value is negative; whole words of
   64 a row, the lowest bit first. */
void espalier_negative_bits(const double *rows, ptrdiff_t count, ptrdiff_t stride, ptrdiff_t columns, uint64_t *bits);

/* The place of each value in ascending order; equals keep theirs. */
void espalier_ranks(const double *values, ptrdiff_t count, int32_t *ranks);

/* c = a + factor b; c may be a. */
void espalier_add_row(const double *a, double factor, const double *b, double *c, ptrdiff_t count);

/* c = a + fraction (b - a). */
void espalier_interpolate_row(const double *a, const double *b, double fraction, double *c, ptrdiff_t count);

/* c = slope a where z is negative, else a; c may be a or z. */
void espalier_gate_row(const double *a, const double *z, double slope, double *c, ptrdiff_t count);

/* c = factor a. */
void espalier_scale_row(double factor, const double *a, double *c, ptrdiff_t count);

/* Rows between two whose slope changes by multiples of rows, `bends`. With slope = right - left at first:
   slope += steps[i][0] bends[i] for all; then, row by row from the left, row += steps[i][1] slope, which is stored, and
   slope += steps[i][2] bends[i]. Whether no row is infinite or NaN. */
int espalier_carry_rows(const double *left, const double *right, const double *const *bends, const double *steps,
                        ptrdiff_t count, ptrdiff_t width, double *rows);

/* Whether no value is infinite or NaN. */
int espalier_all_finite(const double *values, ptrdiff_t count);

/* Columns of a row-major matrix [outputs, inputs] as rows. */
void espalier_gather_columns(const double *matrix, ptrdiff_t inputs, ptrdiff_t outputs, const ptrdiff_t *columns,
                             ptrdiff_t count, double *rows);
