#pragma once
#include <stddef.h>
#include <stdint.h>

/* Rows of values at the knots of a line. Products are not fused into sums, so that every instruction set gives the same
   bits. */

/* The columns in which one of two rows is negative and the other is not; how many. */
ptrdiff_t espalier_sign_changes(const double *a, const double *b, ptrdiff_t count, int32_t *columns);

/* c = a + factor b; c may be a. */
void espalier_add_row(const double *a, double factor, const double *b, double *c, ptrdiff_t count);

/* c = a + fraction (b - a). */
void espalier_interpolate_row(const double *a, const double *b, double fraction, double *c, ptrdiff_t count);

/* z = slope z where z is negative. */
void espalier_rectify_row(double *z, double slope, ptrdiff_t count);

/* Whether no value is infinite or NaN. */
int espalier_all_finite(const double *values, ptrdiff_t count);

/* Columns of a row-major matrix [outputs, inputs] as rows. */
void espalier_gather_columns(const double *matrix, ptrdiff_t inputs, ptrdiff_t outputs, const ptrdiff_t *columns,
                             ptrdiff_t count, double *rows);
