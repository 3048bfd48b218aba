#include "winograd.h"
#include "winograd_lines.h"

PIECE void weights(int m, float *u, ptrdiff_t slice, ptrdiff_t ldu, const float *w, ptrdiff_t first, ptrdiff_t last,
                    ptrdiff_t depth, ptrdiff_t row_step, ptrdiff_t depth_step, int rotate) {
  const ptrdiff_t n = m + 2;
  for (ptrdiff_t r = first; r < last; r++)
    for (ptrdiff_t d = 0; d < depth; d += LANES) {
      /* Sixteen kernels side by side. */
      float g[9 * LANES] = {0};
      for (ptrdiff_t s = 0; s < least(LANES, depth - d); s++) {
        const float *kernel = w + r * row_step + (d + s) * depth_step;
        for (ptrdiff_t i = 0; i < 9; i++) g[i * LANES + s] = kernel[rotate ? 8 - i : i];
      }
      vector taps[9], t[18];
      UNROLL for (ptrdiff_t i = 0; i < 9; i++) taps[i] = load(g + i * LANES);
      UNROLL for (ptrdiff_t j = 0; j < 3; j++) weight_line(m, t + j, taps + j, 3, 3);
      UNROLL for (ptrdiff_t i = 0; i < n; i++) {
        vector line[6];
        weight_line(m, line, t + i * 3, 1, 1);
        UNROLL for (ptrdiff_t j = 0; j < n; j++) store(u + (i * n + j) * slice + r * ldu + d, line[j]);
      }
    }
}

WIDE void espalier_winograd_weights(float *restrict u, ptrdiff_t slice, ptrdiff_t ldu, const float *restrict w,
                                    ptrdiff_t first, ptrdiff_t last, ptrdiff_t depth, ptrdiff_t row_step,
                                    ptrdiff_t depth_step, int rotate, int m) {
  if (m == 2) weights(2, u, slice, ldu, w, first, last, depth, row_step, depth_step, rotate);
  else weights(4, u, slice, ldu, w, first, last, depth, row_step, depth_step, rotate);
}

PIECE void kernel(int m, float *dw, const float *u, ptrdiff_t slots, ptrdiff_t slot_step, ptrdiff_t slice,
                   ptrdiff_t ldu, ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t channels) {
  const ptrdiff_t n = m + 2;
  for (ptrdiff_t k = k0; k < k1; k++)
    for (ptrdiff_t c = 0; c < channels; c += LANES) {
      vector t[18], g[9];
      UNROLL for (ptrdiff_t i = 0; i < n; i++) {
        vector line[6];
        const float *from = u + i * n * slice + k * ldu + c;
        UNROLL for (ptrdiff_t j = 0; j < n; j++) line[j] = load(from + j * slice);
        for (ptrdiff_t s = 1; s < slots; s++)
          UNROLL for (ptrdiff_t j = 0; j < n; j++) line[j] += load(from + s * slot_step + j * slice);
        kernel_line(m, t + i * 3, 1, line, 1);
      }
      UNROLL for (ptrdiff_t j = 0; j < 3; j++) kernel_line(m, g + j, 3, t + j, 3);
      float taps[9 * LANES];
      UNROLL for (ptrdiff_t i = 0; i < 9; i++) store(taps + i * LANES, g[i]);
      for (ptrdiff_t s = 0; s < least(LANES, channels - c); s++)
        for (ptrdiff_t i = 0; i < 9; i++) dw[(k * channels + c + s) * 9 + i] = taps[i * LANES + s];
    }
}

WIDE void espalier_winograd_kernel(float *restrict dw, const float *restrict u, ptrdiff_t slots, ptrdiff_t slot_step,
                                   ptrdiff_t slice, ptrdiff_t ldu, ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t channels,
                                   int m) {
  if (m == 2) kernel(2, dw, u, slots, slot_step, slice, ldu, k0, k1, channels);
  else kernel(4, dw, u, slots, slot_step, slice, ldu, k0, k1, channels);
}
