#pragma once
#include <stddef.h>
#include <stdint.h>

/* Pools of one channel: images of height x width pixels with `stride` lanes each (see lanes.h); square windows of
   `size` pixels, `step` apart, none over the edge. */
typedef struct {
  ptrdiff_t height, width, size, step, stride;
} espalier_pool;

/* y = the largest number of every window; place, if not NULL, is its index in the window, row-major, the first of
   equals. A NaN is never the largest but where it comes first. size is at most 15. */
void espalier_max_pool(const espalier_pool *pool, const float *x, float *y, uint8_t *place);

/* dx = dy at the places of the largest, added where windows overlap, 0 elsewhere. */
void espalier_max_pool_gradient(const espalier_pool *pool, const float *dy, const uint8_t *place, float *dx);

/* y = the mean of every window. */
void espalier_average_pool(const espalier_pool *pool, const float *x, float *y);

/* dx = dy / size^2, added where windows overlap, 0 outside of windows. */
void espalier_average_pool_gradient(const espalier_pool *pool, const float *dy, float *dx);

/* y[:] = the mean over `pixels` rows of x. */
void espalier_mean_rows(const float *x, float *y, ptrdiff_t pixels, ptrdiff_t stride);

/* dx = dy / pixels in every row. */
void espalier_mean_rows_gradient(const float *dy, float *dx, ptrdiff_t pixels, ptrdiff_t stride);
