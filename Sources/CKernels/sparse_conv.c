#include "sparse_conv.h"
#include "sparse_window.h"

#define UNROLLED _Pragma("clang loop unroll(full)")
#define FOR(v) UNROLLED for (int v = 0; v < width; v++)

ptrdiff_t espalier_sparse_conv_scratch(const espalier_conv_shape *shape, ptrdiff_t count) {
  sparse_tile there = tile_of(shape, 0), back = tile_of(shape, 1);
  ptrdiff_t a = there.channels * there.plane * 64, b = back.channels * back.plane * 64 + count;
  return a > b ? a : b;
}

/* What forward and input gradient share: out[r] = sum over the values of row r, out in planes. */
typedef struct {
  const int32_t *starts, *offsets;
  const float *values, *bias, *gate, *tile;
  float *out;
  ptrdiff_t taps, lanes, out_plane, first, last;
  int rectify;
  /* The taps of a part (see rows_in_parts), or 0. */
  ptrdiff_t part_taps;
} job;

PIECE void add_values(const int width, const job *j, vector *t, const float *corner, ptrdiff_t k, ptrdiff_t end) {
  for (; k < end; k++) {
    const float *p = corner + j->offsets[k] * j->lanes;
    FOR(v) t[v] += j->values[k] * AT(p + v * LANES);
  }
}

PIECE void begin(const int width, const job *j, vector *t, ptrdiff_t r) {
  FOR(v) t[v] = (vector){0} + (j->bias ? j->bias[r] : 0);
}

PIECE void finish(const int width, const job *j, vector *t, ptrdiff_t r, ptrdiff_t at) {
  ptrdiff_t place = r * j->out_plane + at;
  if (j->rectify) FOR(v) rectify16(t + v);
  if (j->gate) FOR(v) gate16(t + v, &AT(j->gate + place + v * LANES));
  FOR(v) AT(j->out + place + v * LANES) = t[v];
}

/* Some rows of block_rows, part after part of the window: a few taps, whose vectors stay in the first-level cache
   while all these rows use them. The sums are the same, resting in `sums` between the parts. */
#define CHUNK 32
PIECE void rows_in_parts(const int width, const job *j, const run *runs, ptrdiff_t count, const float *x, ptrdiff_t at,
                         ptrdiff_t first, ptrdiff_t rows) {
  vector sums[CHUNK][4];
  for (ptrdiff_t r = 0; r < rows; r++) begin(width, j, sums[r], first + r);
  for (ptrdiff_t q = 0; q < count; q++) {
    const float *corner = x + runs[q].corner * j->lanes;
    for (ptrdiff_t tap = runs[q].from, to; tap < runs[q].to; tap = to) {
      to = runs[q].to - tap < j->part_taps ? runs[q].to : tap + j->part_taps;
      for (ptrdiff_t r = 0; r < rows; r++) {
        const int32_t *starts = j->starts + (first + r) * j->taps;
        vector t[4];
        FOR(v) t[v] = sums[r][v];
        add_values(width, j, t, corner, starts[tap], starts[to]);
        FOR(v) sums[r][v] = t[v];
      }
    }
  }
  for (ptrdiff_t r = 0; r < rows; r++) finish(width, j, sums[r], first + r, at);
}

/* `width` vectors (a constant) of every row, `in` floats from the pixels of the runs, `at` from the planes' starts. */
PIECE void block_rows(const int width, const job *j, const run *runs, ptrdiff_t count, ptrdiff_t in, ptrdiff_t at) {
  const float *x = j->tile + in;
  for (ptrdiff_t r = j->first; j->part_taps > 0 && r < j->last; r += CHUNK)
    rows_in_parts(width, j, runs, count, x, at, r, j->last - r < CHUNK ? j->last - r : CHUNK);
  for (ptrdiff_t r = j->first; j->part_taps == 0 && r < j->last; r++) {
    const int32_t *starts = j->starts + r * j->taps;
    vector t[4];
    begin(width, j, t, r);
    for (ptrdiff_t q = 0; q < count; q++)
      add_values(width, j, t, x + runs[q].corner * j->lanes, starts[runs[q].from], starts[runs[q].to]);
    finish(width, j, t, r, at);
  }
}

/* `length` floats side by side in the tile and in the result. */
PIECE void block_line(const job *j, const run *runs, ptrdiff_t count, ptrdiff_t at, ptrdiff_t length) {
  for (ptrdiff_t done = 0, width; done < length; done += width * LANES) {
    width = even_width((length - done) / LANES);
    if (width == 4) block_rows(4, j, runs, count, done, at + done);
    else if (width == 3) block_rows(3, j, runs, count, done, at + done);
    else if (width == 2) block_rows(2, j, runs, count, done, at + done);
    else block_rows(1, j, runs, count, done, at + done);
  }
}

/* Parts pay where a window is larger than the first-level cache and a row has many weights in a part. A function of
   the whole index, so that ranges do not matter; bits do not depend on it. */
static ptrdiff_t part_taps(const int32_t *starts, ptrdiff_t rows, ptrdiff_t taps, ptrdiff_t channels) {
  ptrdiff_t some = channels < 96 ? 96 / channels : 1;
  return channels * taps > 192 && starts[rows * taps] * some >= 16 * rows * taps ? some : 0;
}

/* The results y ..< y_end by x ..< x_end of one tile, for the lanes that the view holds. */
PIECE void forward_tile(const espalier_conv_shape *s, const view *v, const job *j, ptrdiff_t stride, ptrdiff_t y,
                        ptrdiff_t y_end, ptrdiff_t x, ptrdiff_t x_end) {
  run runs[RUNS];
  ptrdiff_t from, to;
  inside(s, &from, &to);
  for (; y < y_end; y++) {
    for (ptrdiff_t at = x, pixels; at < x_end; at += pixels) {
      pixels = s->step_x == 1 && v->lanes == stride && at >= from && at < to ? lower(to, x_end) - at : 1;
      ptrdiff_t count = window_runs(s, v, y, at, runs);
      block_line(j, runs, count, (y * s->out_width + at) * stride, pixels * v->lanes);
    }
  }
}

WIDE void espalier_sparse_conv_forward(const espalier_sparse_conv *w, const float *values, const float *bias,
                                       const float *x, float *restrict y, ptrdiff_t stride, ptrdiff_t first,
                                       ptrdiff_t last, ptrdiff_t top, ptrdiff_t bottom, int rectify,
                                       float *restrict scratch) {
  const espalier_conv_shape *s = &w->shape;
  const ptrdiff_t taps = s->kernel_height * s->kernel_width;
  view v = {.size = tile_of(s, 0)};
  for (ptrdiff_t lane = 0; lane < stride; lane += v.lanes) {
    v.lanes = lanes_of(&v.size, stride - lane);
    const job j = {w->row_starts, w->offsets, values, bias, NULL, scratch, y + lane,
                   taps, v.lanes, s->out_height * s->out_width * stride, first, last,
                   rectify, part_taps(w->row_starts, s->outputs, taps, s->channels)};
    for (ptrdiff_t r = top; r < bottom; r += v.size.rows) {
      for (ptrdiff_t c = 0; c < s->out_width; c += v.size.columns) {
        ptrdiff_t r_end = lower(bottom, r + v.size.rows), c_end = lower(s->out_width, c + v.size.columns);
        look(s, &v, r, r_end, c, c_end);
        fill(&v, x + lane, s->height, s->width, stride, scratch);
        forward_tile(s, &v, &j, stride, r, r_end, c, c_end);
      }
    }
  }
}

/* The runs of taps that reach the input pixel (y, x) from outputs that exist. */
PIECE ptrdiff_t back_runs(const espalier_conv_shape *s, const view *v, ptrdiff_t y, ptrdiff_t x, run *runs) {
  const ptrdiff_t down = y + s->pad_y, right = x + s->pad_x, across = s->kernel_width;
  ptrdiff_t count = 0;
  for (ptrdiff_t ky = down % s->step_y; ky < s->kernel_height && ky <= down; ky += s->step_y) {
    ptrdiff_t oy = (down - ky) / s->step_y, corner = (oy - v->top + ky) * v->size.in_columns - v->left;
    if (oy >= s->out_height) continue;
    if (s->step_x == 1) {
      ptrdiff_t x0 = higher(0, right - s->out_width + 1), x1 = lower(across, right + 1);
      if (x0 >= x1) continue;
      run next = {ky * across + x0, ky * across + x1, corner + right};
      if (count > 0 && runs[count - 1].to == next.from && runs[count - 1].corner == next.corner)
        runs[count - 1].to = next.to;
      else
        runs[count++] = next;
      continue;
    }
    for (ptrdiff_t kx = right % s->step_x; kx < across && kx <= right; kx += s->step_x) {
      ptrdiff_t ox = (right - kx) / s->step_x, tap = ky * across + kx;
      if (ox < s->out_width) runs[count++] = (run){tap, tap + 1, corner + ox + kx};
    }
  }
  return count;
}

/* The outputs that reach the inputs of rows y ..< y_end and columns x ..< x_end. */
PIECE void look_back(const espalier_conv_shape *s, view *v, ptrdiff_t y, ptrdiff_t y_end, ptrdiff_t x,
                     ptrdiff_t x_end) {
  ptrdiff_t up = y + s->pad_y - s->kernel_height + 1, before = x + s->pad_x - s->kernel_width + 1;
  v->top = up <= 0 ? 0 : (up + s->step_y - 1) / s->step_y;
  v->bottom = higher(v->top, lower(s->out_height, (y_end - 1 + s->pad_y) / s->step_y + 1));
  v->left = before <= 0 ? 0 : (before + s->step_x - 1) / s->step_x;
  v->right = higher(v->left, lower(s->out_width, (x_end - 1 + s->pad_x) / s->step_x + 1));
}

PIECE void back_tile(const espalier_conv_shape *s, const view *v, const job *j, ptrdiff_t stride, ptrdiff_t y,
                     ptrdiff_t y_end, ptrdiff_t x, ptrdiff_t x_end) {
  run runs[RUNS];
  /* The columns that all taps reach from outputs that exist. */
  ptrdiff_t from = higher(0, s->kernel_width - 1 - s->pad_x), to = s->out_width - s->pad_x;
  for (; y < y_end; y++) {
    for (ptrdiff_t at = x, pixels; at < x_end; at += pixels) {
      pixels = s->step_x == 1 && v->lanes == stride && at >= from && at < to ? lower(to, x_end) - at : 1;
      ptrdiff_t count = back_runs(s, v, y, at, runs);
      block_line(j, runs, count, (y * s->width + at) * stride, pixels * v->lanes);
    }
  }
}

WIDE void espalier_sparse_conv_input_gradient(const espalier_sparse_conv *w, const float *values, const float *dy,
                                              const float *gate, float *restrict dx, ptrdiff_t stride,
                                              ptrdiff_t first, ptrdiff_t last, ptrdiff_t top, ptrdiff_t bottom,
                                              float *restrict scratch) {
  const espalier_conv_shape *s = &w->shape;
  const ptrdiff_t taps = s->kernel_height * s->kernel_width;
  view v = {.size = tile_of(s, 1)};
  /* In the order they are used, once for all pixels. */
  float *ordered = scratch + v.size.channels * v.size.plane * 64;
  for (ptrdiff_t e = w->column_starts[first * taps]; e < w->column_starts[last * taps]; e++)
    ordered[e] = values[w->places[e]];
  for (ptrdiff_t lane = 0; lane < stride; lane += v.lanes) {
    v.lanes = lanes_of(&v.size, stride - lane);
    const job j = {w->column_starts, w->back_offsets, ordered, NULL, gate ? gate + lane : NULL, scratch,
                   dx + lane, taps, v.lanes, s->height * s->width * stride, first, last,
                   0, part_taps(w->column_starts, s->channels, taps, s->outputs)};
    for (ptrdiff_t r = top; r < bottom; r += v.size.rows) {
      for (ptrdiff_t c = 0; c < s->width; c += v.size.columns) {
        ptrdiff_t r_end = lower(bottom, r + v.size.rows), c_end = lower(s->width, c + v.size.columns);
        look_back(s, &v, r, r_end, c, c_end);
        fill(&v, dy + lane, s->out_height, s->out_width, stride, scratch);
        back_tile(s, &v, &j, stride, r, r_end, c, c_end);
      }
    }
  }
}
