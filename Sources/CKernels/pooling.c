#include "include/pooling.h"

#include "wide.h"

typedef uint8_t bytes __attribute__((vector_size(16), aligned(1), may_alias));

PIECE ptrdiff_t outputs(ptrdiff_t extent, const espalier_pool *pool) { return (extent - pool->size) / pool->step + 1; }

/* The largest of one window for sixteen lanes. */
PIECE void window_max(const float *x, ptrdiff_t line, ptrdiff_t stride, ptrdiff_t size, vector *best, marks *at) {
  *best = AT(x);
  *at = (marks){0};
  for (ptrdiff_t r = 0; r < size; r++)
    for (ptrdiff_t c = 0; c < size; c++) {
      vector v = AT(x + r * line + c * stride);
      marks more = v > *best;
      *best = (vector)((more & (marks)v) | (~more & (marks)*best));
      *at = (more & (int32_t)(r * size + c)) | (~more & *at);
    }
}

WIDE void espalier_max_pool(const espalier_pool *pool, const float *x, float *y, uint8_t *place) {
  const ptrdiff_t rows = outputs(pool->height, pool), columns = outputs(pool->width, pool), stride = pool->stride;
  const ptrdiff_t line = pool->width * stride;
  for (ptrdiff_t r = 0; r < rows; r++)
    for (ptrdiff_t c = 0; c < columns; c++) {
      const float *window = x + r * pool->step * line + c * pool->step * stride;
      const ptrdiff_t out = (r * columns + c) * stride;
      for (ptrdiff_t i = 0; i < stride; i += LANES) {
        vector best;
        marks at;
        /* Two by two is what networks use: known here, its loops unroll. */
        if (pool->size == 2) window_max(window + i, line, stride, 2, &best, &at);
        else window_max(window + i, line, stride, pool->size, &best, &at);
        AT(y + out + i) = best;
        if (place) *(bytes *)(place + out + i) = __builtin_convertvector(at, bytes);
      }
    }
}

PIECE void clear(const espalier_pool *pool, float *dx) {
  memset(dx, 0, (size_t)(pool->height * pool->width * pool->stride) * sizeof *dx);
}

WIDE void espalier_max_pool_gradient(const espalier_pool *pool, const float *dy, const uint8_t *place, float *dx) {
  const ptrdiff_t rows = outputs(pool->height, pool), columns = outputs(pool->width, pool), stride = pool->stride;
  const ptrdiff_t line = pool->width * stride;
  const int tiles = pool->step == pool->size && rows * pool->size == pool->height && columns * pool->size == pool->width;
  if (!tiles) clear(pool, dx);
  for (ptrdiff_t r = 0; r < rows; r++)
    for (ptrdiff_t c = 0; c < columns; c++) {
      float *window = dx + r * pool->step * line + c * pool->step * stride;
      const ptrdiff_t out = (r * columns + c) * stride;
      for (ptrdiff_t i = 0; i < stride; i += LANES) {
        const vector d = AT(dy + out + i);
        const marks at = __builtin_convertvector(*(const bytes *)(place + out + i), marks);
        for (ptrdiff_t k = 0; k < pool->size * pool->size; k++) {
          float *target = window + k / pool->size * line + k % pool->size * stride + i;
          vector own = WHERE(at == (int32_t)k, d);
          AT(target) = tiles ? own : AT(target) + own;
        }
      }
    }
}

WIDE void espalier_average_pool(const espalier_pool *pool, const float *x, float *y) {
  const ptrdiff_t rows = outputs(pool->height, pool), columns = outputs(pool->width, pool), stride = pool->stride;
  const ptrdiff_t line = pool->width * stride;
  const float share = 1 / (float)(pool->size * pool->size);
  for (ptrdiff_t r = 0; r < rows; r++)
    for (ptrdiff_t c = 0; c < columns; c++) {
      const float *window = x + r * pool->step * line + c * pool->step * stride;
      for (ptrdiff_t i = 0; i < stride; i += LANES) {
        vector sum = {0};
        for (ptrdiff_t k = 0; k < pool->size * pool->size; k++)
          sum += AT(window + k / pool->size * line + k % pool->size * stride + i);
        AT(y + (r * columns + c) * stride + i) = sum * share;
      }
    }
}

WIDE void espalier_average_pool_gradient(const espalier_pool *pool, const float *dy, float *dx) {
  const ptrdiff_t rows = outputs(pool->height, pool), columns = outputs(pool->width, pool), stride = pool->stride;
  const ptrdiff_t line = pool->width * stride;
  const float share = 1 / (float)(pool->size * pool->size);
  clear(pool, dx);
  for (ptrdiff_t r = 0; r < rows; r++)
    for (ptrdiff_t c = 0; c < columns; c++) {
      float *window = dx + r * pool->step * line + c * pool->step * stride;
      for (ptrdiff_t i = 0; i < stride; i += LANES) {
        const vector d = AT(dy + (r * columns + c) * stride + i) * share;
        for (ptrdiff_t k = 0; k < pool->size * pool->size; k++)
          AT(window + k / pool->size * line + k % pool->size * stride + i) += d;
      }
    }
}

WIDE void espalier_mean_rows(const float *x, float *y, ptrdiff_t pixels, ptrdiff_t stride) {
  const float share = 1 / (float)pixels;
  for (ptrdiff_t i = 0; i < stride; i += LANES) {
    vector sum = {0};
    for (ptrdiff_t p = 0; p < pixels; p++) sum += AT(x + p * stride + i);
    AT(y + i) = sum * share;
  }
}

WIDE void espalier_mean_rows_gradient(const float *dy, float *dx, ptrdiff_t pixels, ptrdiff_t stride) {
  const float share = 1 / (float)pixels;
  for (ptrdiff_t p = 0; p < pixels; p++)
    for (ptrdiff_t i = 0; i < stride; i += LANES) AT(dx + p * stride + i) = AT(dy + i) * share;
}
