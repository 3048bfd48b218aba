#include "sparse_conv.h"
#include "wide.h"

/* A window is a few runs of taps whose weights are neighbours in memory: one run inside the image, one a kernel row at
   a border, one a tap where the gradient skips taps (steps above 1). */

#define UNROLLED _Pragma("clang loop unroll(full)")
#define FOR(v) UNROLLED for (int v = 0; v < width; v++)
#define RUNS 256

typedef struct {
  ptrdiff_t from, to; /* taps */
  ptrdiff_t corner;   /* the pixel that offsets count from */
} run;

/* What forward and input gradient share: out[r] = sum over the values of row r, where in and out have their planes. */
typedef struct {
  const int32_t *starts, *offsets, *places;
  const float *values, *bias, *in, *gate;
  float *out;
  ptrdiff_t taps, stride, out_plane, first, last;
  int rectify;
} job;

/* `width` vectors (a constant) of every row, `in` and `at` floats from the planes' starts. */
PIECE void block_rows(const int width, const job *j, const run *runs, ptrdiff_t count, ptrdiff_t in, ptrdiff_t at) {
  const float *values = j->values, *x = j->in + in;
  const int32_t *offsets = j->offsets, *places = j->places;
  const ptrdiff_t stride = j->stride;
  for (ptrdiff_t r = j->first; r < j->last; r++) {
    const int32_t *starts = j->starts + r * j->taps;
    vector t[4];
    FOR(v) t[v] = (vector){0} + (j->bias ? j->bias[r] : 0);
    for (ptrdiff_t q = 0; q < count; q++) {
      const float *corner = x + runs[q].corner * stride;
      ptrdiff_t end = starts[runs[q].to];
      if (places) {
        for (ptrdiff_t k = starts[runs[q].from]; k < end; k++) {
          const float *p = corner + offsets[k] * stride;
          float value = values[places[k]];
          FOR(v) t[v] += value * AT(p + v * LANES);
        }
      } else {
        for (ptrdiff_t k = starts[runs[q].from]; k < end; k++) {
          const float *p = corner + offsets[k] * stride;
          float value = values[k];
          FOR(v) t[v] += value * AT(p + v * LANES);
        }
      }
    }
    ptrdiff_t place = r * j->out_plane + at;
    if (j->rectify) FOR(v) rectify16(t + v);
    if (j->gate) FOR(v) gate16(t + v, &AT(j->gate + place + v * LANES));
    FOR(v) AT(j->out + place + v * LANES) = t[v];
  }
}

/* `length` floats side by side in both planes. */
PIECE void block_line(const job *j, const run *runs, ptrdiff_t count, ptrdiff_t at, ptrdiff_t length) {
  ptrdiff_t done = 0, left = length / LANES;
  while (left > 0) {
    /* As even as can be: five vectors are three and two. */
    ptrdiff_t blocks = (left + 3) / 4, width = (left + blocks - 1) / blocks;
    if (width == 4) block_rows(4, j, runs, count, done, at + done);
    else if (width == 3) block_rows(3, j, runs, count, done, at + done);
    else if (width == 2) block_rows(2, j, runs, count, done, at + done);
    else block_rows(1, j, runs, count, done, at + done);
    done += width * LANES;
    left -= width;
  }
}

/* The taps 0 ..< kernel that fall into 0 ..< size when tap 0 falls on `corner`. */
PIECE void clip(ptrdiff_t corner, ptrdiff_t kernel, ptrdiff_t size, ptrdiff_t *from, ptrdiff_t *to) {
  *from = corner < 0 ? -corner : 0;
  *to = size - corner < kernel ? size - corner : kernel;
  if (*from > kernel) *from = kernel;
  if (*to < *from) *to = *from;
}

PIECE ptrdiff_t window_runs(const espalier_conv_shape *s, ptrdiff_t y, ptrdiff_t x, run *runs) {
  ptrdiff_t top = y * s->step_y - s->pad_y, left = x * s->step_x - s->pad_x;
  ptrdiff_t y0, y1, x0, x1, count = 0, corner = top * s->width + left;
  clip(top, s->kernel_height, s->height, &y0, &y1);
  clip(left, s->kernel_width, s->width, &x0, &x1);
  if (x0 == 0 && x1 == s->kernel_width) {
    runs[0] = (run){y0 * s->kernel_width, y1 * s->kernel_width, corner};
    return 1;
  }
  for (ptrdiff_t ky = y0; ky < y1; ky++) runs[count++] = (run){ky * s->kernel_width + x0, ky * s->kernel_width + x1, corner};
  return count;
}

/* How many of the outputs 0 ..< count see no border: from ..< to. */
PIECE void inside(ptrdiff_t count, ptrdiff_t step, ptrdiff_t pad, ptrdiff_t kernel, ptrdiff_t size, ptrdiff_t *from,
                  ptrdiff_t *to) {
  *from = (pad + step - 1) / step;
  ptrdiff_t room = size + pad - kernel;
  *to = room < 0 ? 0 : room / step + 1;
  if (*to > count) *to = count;
  if (*from > *to) *from = *to;
}

WIDE void espalier_sparse_conv_forward(const espalier_sparse_conv *w, const float *values, const float *bias,
                                       const float *x, float *restrict y, ptrdiff_t stride, ptrdiff_t first,
                                       ptrdiff_t last, ptrdiff_t top, ptrdiff_t bottom, int rectify) {
  const espalier_conv_shape *s = &w->shape;
  const job j = {w->row_starts, w->offsets, NULL, values, bias, x, NULL, y, s->kernel_height * s->kernel_width,
                 stride, s->out_height * s->out_width * stride, first, last, rectify};
  run runs[RUNS];
  ptrdiff_t from, to;
  inside(s->out_width, s->step_x, s->pad_x, s->kernel_width, s->width, &from, &to);
  for (ptrdiff_t oy = top; oy < bottom; oy++) {
    for (ptrdiff_t ox = 0; ox < s->out_width;) {
      ptrdiff_t pixels = s->step_x == 1 && ox >= from && ox < to ? to - ox : 1;
      ptrdiff_t count = window_runs(s, oy, ox, runs);
      block_line(&j, runs, count, (oy * s->out_width + ox) * stride, pixels * stride);
      ox += pixels;
    }
  }
}

/* The runs of taps that reach the input pixel (y, x) from outputs that exist. */
PIECE ptrdiff_t back_runs(const espalier_conv_shape *s, ptrdiff_t y, ptrdiff_t x, run *runs) {
  ptrdiff_t down = y + s->pad_y, right = x + s->pad_x, count = 0;
  for (ptrdiff_t ky = down % s->step_y; ky < s->kernel_height && ky <= down; ky += s->step_y) {
    ptrdiff_t oy = (down - ky) / s->step_y;
    if (oy >= s->out_height) continue;
    if (s->step_x == 1) {
      ptrdiff_t x0 = right - s->out_width + 1 > 0 ? right - s->out_width + 1 : 0;
      ptrdiff_t x1 = right + 1 < s->kernel_width ? right + 1 : s->kernel_width;
      if (x0 >= x1) continue;
      run next = {ky * s->kernel_width + x0, ky * s->kernel_width + x1, (oy + ky) * s->out_width + right};
      if (count > 0 && runs[count - 1].to == next.from && runs[count - 1].corner == next.corner)
        runs[count - 1].to = next.to;
      else
        runs[count++] = next;
      continue;
    }
    for (ptrdiff_t kx = right % s->step_x; kx < s->kernel_width && kx <= right; kx += s->step_x) {
      ptrdiff_t ox = (right - kx) / s->step_x, tap = ky * s->kernel_width + kx;
      if (ox < s->out_width) runs[count++] = (run){tap, tap + 1, (oy + ky) * s->out_width + ox + kx};
    }
  }
  return count;
}

WIDE void espalier_sparse_conv_input_gradient(const espalier_sparse_conv *w, const float *values, const float *dy,
                                              const float *gate, float *restrict dx, ptrdiff_t stride,
                                              ptrdiff_t first, ptrdiff_t last, ptrdiff_t top, ptrdiff_t bottom) {
  const espalier_conv_shape *s = &w->shape;
  const job j = {w->column_starts, w->back_offsets, w->places, values, NULL, dy, gate, dx,
                 s->kernel_height * s->kernel_width, stride, s->height * s->width * stride, first, last, 0};
  run runs[RUNS];
  /* The pixels whose taps across all reach outputs that exist. */
  ptrdiff_t from = s->kernel_width - 1 - s->pad_x, to = s->out_width - s->pad_x;
  if (from < 0) from = 0;
  for (ptrdiff_t y = top; y < bottom; y++) {
    for (ptrdiff_t x = 0; x < s->width;) {
      ptrdiff_t pixels = s->step_x == 1 && x >= from && x < to ? (to < s->width ? to : s->width) - x : 1;
      ptrdiff_t count = back_runs(s, y, x, runs);
      block_line(&j, runs, count, (y * s->width + x) * stride, pixels * stride);
      x += pixels;
    }
  }
}

/* A block of output pixels of one row: `vectors` side by side, `pieces` times, dy `dy_step` and x `x_step` floats
   further each time. */
typedef struct {
  ptrdiff_t vectors, pieces, dy_step, x_step;
} patch;

/* dvalues[0 ..< count] += the dots of dy with x at the offsets; `count` <= 8 is a constant. */
PIECE void patch_dots(const int count, const patch *p, const float *dy, const float *x, const int32_t *offsets,
                      ptrdiff_t stride, float *dvalues) {
  vector part[8];
  const float *from[8];
  UNROLLED for (int j = 0; j < 8; j++) part[j] = (vector){0};
  UNROLLED for (int j = 0; j < count; j++) from[j] = x + offsets[j] * stride;
  for (ptrdiff_t q = 0; q < p->pieces; q++) {
    const float *d = dy + q * p->dy_step;
    for (ptrdiff_t v = 0; v < p->vectors * LANES; v += LANES) {
      vector own = AT(d + v);
      UNROLLED for (int j = 0; j < count; j++) part[j] += own * AT(from[j] + q * p->x_step + v);
    }
  }
  four dots;
  sum_lanes4(part, &dots);
  UNROLLED for (int j = 0; j < count && j < 4; j++) dvalues[j] += dots[j];
  if (count <= 4) return;
  sum_lanes4(part + 4, &dots);
  UNROLLED for (int j = 4; j < count; j++) dvalues[j] += dots[j - 4];
}

PIECE void patch_values(const patch *p, const float *dy, const float *x, const int32_t *offsets, ptrdiff_t stride,
                        float *dvalues, ptrdiff_t k, ptrdiff_t end) {
  for (; k + 8 <= end; k += 8) patch_dots(8, p, dy, x, offsets + k, stride, dvalues + k);
  if (k + 4 <= end) {
    patch_dots(4, p, dy, x, offsets + k, stride, dvalues + k);
    k += 4;
  }
  if (end - k == 3) patch_dots(3, p, dy, x, offsets + k, stride, dvalues + k);
  else if (end - k == 2) patch_dots(2, p, dy, x, offsets + k, stride, dvalues + k);
  else if (end - k == 1) patch_dots(1, p, dy, x, offsets + k, stride, dvalues + k);
}

/* The output pixels ox ..< end of row oy, which all see the same taps. */
PIECE void weight_block(const espalier_sparse_conv *w, const float *x, const float *dy, float *dvalues,
                        ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last, ptrdiff_t oy, ptrdiff_t ox, ptrdiff_t end) {
  const espalier_conv_shape *s = &w->shape;
  const ptrdiff_t taps = s->kernel_height * s->kernel_width;
  run runs[RUNS];
  ptrdiff_t count = window_runs(s, oy, ox, runs);
  const patch p = s->step_x == 1 ? (patch){(end - ox) * stride / LANES, 1, 0, 0}
                                 : (patch){stride / LANES, end - ox, stride, s->step_x * stride};
  for (ptrdiff_t o = first; o < last; o++) {
    const float *own = dy + ((o * s->out_height + oy) * s->out_width + ox) * stride;
    const int32_t *starts = w->row_starts + o * taps;
    for (ptrdiff_t q = 0; q < count; q++)
      patch_values(&p, own, x + runs[q].corner * stride, w->offsets, stride, dvalues, starts[runs[q].from],
                   starts[runs[q].to]);
  }
}

WIDE void espalier_sparse_conv_weight_gradient(const espalier_sparse_conv *w, const float *x, const float *dy,
                                               float *restrict dvalues, ptrdiff_t stride, ptrdiff_t first,
                                               ptrdiff_t last) {
  const espalier_conv_shape *s = &w->shape;
  const ptrdiff_t taps = s->kernel_height * s->kernel_width;
  for (ptrdiff_t k = w->row_starts[first * taps]; k < w->row_starts[last * taps]; k++) dvalues[k] = 0;
  ptrdiff_t from, to, most = stride < 256 ? 256 / stride : 1;
  inside(s->out_width, s->step_x, s->pad_x, s->kernel_width, s->width, &from, &to);
  for (ptrdiff_t oy = 0; oy < s->out_height; oy++) {
    for (ptrdiff_t ox = 0; ox < s->out_width;) {
      ptrdiff_t end = ox + 1;
      if (ox >= from && ox < to) end = to - ox < most ? to : ox + most;
      weight_block(w, x, dy, dvalues, stride, first, last, oy, ox, end);
      ox = end;
    }
  }
}
