#pragma once
#include <stddef.h>

/* Activations lie features first, samples side by side: feature f of sample s at [f * stride + s]. A stride is a
   multiple of 16 and such a block starts at a multiple of 64 bytes; lanes count ..< stride are padding. */

/* out[f * stride + s] = source[rows[s] * pitch + f] for f in 0 ..< width, s in 0 ..< count; padding lanes become 0.
   rows may be NULL, then rows[s] = s. out may not overlap source. */
void espalier_gather_lanes(const float *source, ptrdiff_t pitch, const ptrdiff_t *rows, ptrdiff_t width,
                           ptrdiff_t count, float *out, ptrdiff_t stride);

/* The inverse: out[rows[s] * pitch + f] = lanes[f * stride + s] for f in 0 ..< width, s in 0 ..< count. */
void espalier_scatter_lanes(const float *lanes, ptrdiff_t stride, ptrdiff_t width, ptrdiff_t count, float *out,
                            ptrdiff_t pitch, const ptrdiff_t *rows);
