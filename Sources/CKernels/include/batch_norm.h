#pragma once
#include <stddef.h>

/* Batch normalisation of one channel: `pixels` rows of `stride` lanes (see lanes.h), of which `count` are samples.
   n = pixels * count. */

/* mean = sum x / n and variance = sum (x - mean)^2 / n, over two passes, in double precision beyond 256 vectors. */
void espalier_norm_moments(const float *x, ptrdiff_t pixels, ptrdiff_t count, ptrdiff_t stride, double *mean,
                           double *variance);

/* y = x a + b, then max(., 0) if `rectify`; y may be x. A NaN passes. */
void espalier_norm_apply(const float *x, float *y, ptrdiff_t pixels, ptrdiff_t stride, float a, float b, int rectify);

/* With d = dy, or 0 where `rectify` and not x a + b > 0: sum = sum d, product = sum d (x - mean).
   dy must be 0 in padding lanes. */
void espalier_norm_gradient_sums(const float *x, const float *dy, ptrdiff_t pixels, ptrdiff_t stride, float a, float b,
                                 float mean, int rectify, double *sum, double *product);

/* dx = scale d - shift - slope (x - mean) in the samples' lanes and 0 in padding, d as above. dx may be dy. */
void espalier_norm_gradient(const float *x, const float *dy, float *dx, ptrdiff_t pixels, ptrdiff_t count,
                            ptrdiff_t stride, float a, float b, float mean, float scale, float shift, float slope,
                            int rectify);
