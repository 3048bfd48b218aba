#pragma once
#include <stddef.h>

/* Passes over rows of lanes (see lanes.h): row r is z[r * stride ..< (r + 1) * stride], 64-byte aligned. */

/* z[r][:] += bias[r]; then max(., 0) if `rectify`. A NaN passes, so that divergence shows in the loss. bias may be
   NULL for 0. `repeat` rows share a bias: a channel's pixels. */
void espalier_add_row_bias(float *z, const float *bias, ptrdiff_t rows, ptrdiff_t repeat, ptrdiff_t stride,
                           int rectify);

/* sums[r] = the sum of z[r * repeat * stride ..< (r + 1) * repeat * stride], lane by lane in single precision over runs
   of at most 256 vectors, then in double precision. */
void espalier_row_sums(float *sums, const float *z, ptrdiff_t rows, ptrdiff_t repeat, ptrdiff_t stride);

/* y[i] += x[i], count a multiple of 16. */
void espalier_add(float *y, const float *x, ptrdiff_t count);

/* y[i] = a[i] + b[i], then max(., 0) if `rectify`; count a multiple of 16. y may be a or b. */
void espalier_sum(float *y, const float *a, const float *b, ptrdiff_t count, int rectify);
