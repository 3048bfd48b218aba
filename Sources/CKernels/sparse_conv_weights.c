#include "sparse_conv.h"
#include "sparse_window.h"

#define UNROLLED _Pragma("clang loop unroll(full)")

/* A line of output pixels that see the same taps: `vectors` side by side, `pieces` times, dy `dy_step` and the tile
   `x_step` floats further each time. */
typedef struct {
  ptrdiff_t vectors, pieces, dy_step, x_step;
} line;

/* dvalues[0 ..< count] += the dots of dy with x at the offsets; `count` <= 8 is a constant. */
PIECE void line_dots(const int count, const line *p, const float *dy, const float *x, const int32_t *offsets,
                     ptrdiff_t lanes, float *dvalues) {
  vector part[8];
  const float *from[8];
  UNROLLED for (int j = 0; j < 8; j++) part[j] = (vector){0};
  UNROLLED for (int j = 0; j < count; j++) from[j] = x + offsets[j] * lanes;
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

PIECE void line_values(const line *p, const float *dy, const float *x, const int32_t *offsets, ptrdiff_t lanes,
                       float *dvalues, ptrdiff_t k, ptrdiff_t end) {
  for (; k + 8 <= end; k += 8) line_dots(8, p, dy, x, offsets + k, lanes, dvalues + k);
  if (k + 4 <= end) {
    line_dots(4, p, dy, x, offsets + k, lanes, dvalues + k);
    k += 4;
  }
  if (end - k == 3) line_dots(3, p, dy, x, offsets + k, lanes, dvalues + k);
  else if (end - k == 2) line_dots(2, p, dy, x, offsets + k, lanes, dvalues + k);
  else if (end - k == 1) line_dots(1, p, dy, x, offsets + k, lanes, dvalues + k);
}

/* The results of one tile; an output's values take all of its lines before the next output comes. */
PIECE void weight_tile(const espalier_sparse_conv *w, const view *v, const float *tile, const float *dy,
                       float *dvalues, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last, ptrdiff_t top,
                       ptrdiff_t bottom, ptrdiff_t x, ptrdiff_t x_end) {
  const espalier_conv_shape *s = &w->shape;
  const ptrdiff_t taps = s->kernel_height * s->kernel_width;
  run runs[RUNS];
  ptrdiff_t from, to;
  inside(s, &from, &to);
  for (ptrdiff_t y = top; y < bottom; y++) {
    for (ptrdiff_t at = x, end; at < x_end; at = end) {
      end = at >= from && at < to ? lower(to, x_end) : at + 1;
      ptrdiff_t count = window_runs(s, v, y, at, runs), lanes = v->lanes;
      line p = {lanes / LANES, end - at, stride, s->step_x * lanes};
      if (s->step_x == 1 && lanes == stride) p = (line){(end - at) * lanes / LANES, 1, 0, 0};
      for (ptrdiff_t o = first; o < last; o++) {
        const float *own = dy + ((o * s->out_height + y) * s->out_width + at) * stride;
        const int32_t *starts = w->row_starts + o * taps;
        for (ptrdiff_t q = 0; q < count; q++)
          line_values(&p, own, tile + runs[q].corner * lanes, w->offsets, lanes, dvalues, starts[runs[q].from],
                      starts[runs[q].to]);
      }
    }
  }
}

WIDE void espalier_sparse_conv_weight_gradient(const espalier_sparse_conv *w, const float *x, const float *dy,
                                               float *restrict dvalues, ptrdiff_t stride, ptrdiff_t first,
                                               ptrdiff_t last, float *restrict scratch) {
  const espalier_conv_shape *s = &w->shape;
  const ptrdiff_t taps = s->kernel_height * s->kernel_width;
  for (ptrdiff_t k = w->row_starts[first * taps]; k < w->row_starts[last * taps]; k++) dvalues[k] = 0;
  view v = {.size = tile_of(s, 0)};
  for (ptrdiff_t lane = 0; lane < stride; lane += v.lanes) {
    v.lanes = lanes_of(&v.size, stride - lane);
    for (ptrdiff_t r = 0; r < s->out_height; r += v.size.rows) {
      for (ptrdiff_t c = 0; c < s->out_width; c += v.size.columns) {
        ptrdiff_t r_end = lower(s->out_height, r + v.size.rows), c_end = lower(s->out_width, c + v.size.columns);
        look(s, &v, r, r_end, c, c_end);
        fill(&v, x + lane, s->height, s->width, stride, scratch);
        weight_tile(w, &v, scratch, dy + lane, dvalues, stride, first, last, r, r_end, c, c_end);
      }
    }
  }
}
