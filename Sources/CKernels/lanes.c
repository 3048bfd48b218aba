#include "lanes.h"
#include "wide.h"

/* Tiles of 16 samples by 16 features turn in registers. A tile at the end of a row or of the batch is read through a
   buffer of zeros, so nothing outside the arrays is touched. */

PIECE void load_part(vector *t, const float *const *row, ptrdiff_t at, ptrdiff_t samples, ptrdiff_t features) {
  for (ptrdiff_t i = 0; i < LANES; i++) {
    float part[LANES] = {0};
    if (i < samples) memcpy(part, row[i] + at, (size_t)features * sizeof(float));
    t[i] = ANYWHERE(part);
  }
}

WIDE void espalier_gather_lanes(const float *source, ptrdiff_t pitch, const ptrdiff_t *rows, ptrdiff_t width,
                                ptrdiff_t count, float *restrict out, ptrdiff_t stride) {
  for (ptrdiff_t s = 0; s < stride; s += LANES) {
    ptrdiff_t samples = count - s < LANES ? count - s : LANES;
    const float *row[LANES] = {0};
    for (ptrdiff_t i = 0; i < samples; i++) row[i] = source + (rows ? rows[s + i] : s + i) * pitch;
    /* The rows of a shuffled batch lie anywhere in memory: ask for the next sixteen while these turn. */
    const float *next[LANES];
    for (ptrdiff_t i = 0; i < LANES; i++) {
      ptrdiff_t k = s + LANES + i < count ? s + LANES + i : count - 1;
      next[i] = source + (rows ? rows[k] : k) * pitch;
    }
    for (ptrdiff_t f = 0; f < width; f += LANES) {
      ptrdiff_t features = width - f < LANES ? width - f : LANES;
      if (s + LANES < count)
        for (ptrdiff_t i = 0; i < LANES; i++) __builtin_prefetch(next[i] + f);
      vector t[LANES];
      if (features == LANES && samples > 0) {
#pragma clang loop unroll(full)
        for (ptrdiff_t i = 0; i < LANES; i++)
          t[i] = i < samples ? ANYWHERE(row[i] + f) : (vector){0};
      } else {
        load_part(t, row, f, samples, features);
      }
      transpose16(t);
      for (ptrdiff_t j = 0; j < features; j++) AT(out + (f + j) * stride + s) = t[j];
    }
  }
}

WIDE void espalier_scatter_lanes(const float *lanes, ptrdiff_t stride, ptrdiff_t width, ptrdiff_t count,
                                 float *restrict out, ptrdiff_t pitch, const ptrdiff_t *rows) {
  for (ptrdiff_t s = 0; s < count; s += LANES) {
    ptrdiff_t samples = count - s < LANES ? count - s : LANES;
    float *row[LANES];
    for (ptrdiff_t i = 0; i < samples; i++) row[i] = out + (rows ? rows[s + i] : s + i) * pitch;
    for (ptrdiff_t f = 0; f < width; f += LANES) {
      ptrdiff_t features = width - f < LANES ? width - f : LANES;
      vector t[LANES];
      for (ptrdiff_t j = 0; j < LANES; j++) t[j] = j < features ? AT(lanes + (f + j) * stride + s) : (vector){0};
      transpose16(t);
      for (ptrdiff_t i = 0; i < samples; i++) {
        if (features == LANES) ANYWHERE(row[i] + f) = t[i];
        else memcpy(row[i] + f, &t[i], (size_t)features * sizeof(float));
      }
    }
  }
}
