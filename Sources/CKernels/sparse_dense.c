#include "sparse_dense.h"
#include "wide.h"

/* The outputs of up to four vectors of lanes stay in registers while a row's values pass; `width` is a constant
   wherever these pieces are used. */

#define UNROLLED _Pragma("clang loop unroll(full)")
#define FOR(v) UNROLLED for (int v = 0; v < width; v++)

/* Calls piece(width, ...) with a constant width, for blocks of lanes that cover the stride. */
#define BLOCKS(piece, ...)                                                              \
  for (ptrdiff_t at = 0, left = stride / LANES, width; left > 0; at += width * LANES, left -= width) { \
    width = block_width(left);                                                          \
    switch (width) {                                                                    \
    case 4: piece(4, __VA_ARGS__); break;                                               \
    case 3: piece(3, __VA_ARGS__); break;                                               \
    case 2: piece(2, __VA_ARGS__); break;                                               \
    default: piece(1, __VA_ARGS__);                                                     \
    }                                                                                   \
  }

/* As even as can be: five vectors are three and two. */
PIECE ptrdiff_t block_width(ptrdiff_t left) {
  ptrdiff_t blocks = (left + 3) / 4;
  return (left + blocks - 1) / blocks;
}

PIECE void load(int width, vector *t, const float *p) { FOR(v) t[v] = AT(p + v * LANES); }

PIECE void store(int width, float *p, const vector *t) { FOR(v) AT(p + v * LANES) = t[v]; }

PIECE void add_scaled(int width, vector *t, float a, const float *p) { FOR(v) t[v] += a * AT(p + v * LANES); }

PIECE void dot(int width, vector *sum, const vector *t, const float *p) {
  *sum = t[0] * AT(p);
  UNROLLED for (int v = 1; v < width; v++) *sum += t[v] * AT(p + v * LANES);
}

/* Where rows have many values, PART columns are taken at a time, whose activations (24 KB for four vectors) stay in the
   first-level cache for CHUNK rows; the sums are the same, resting in y between the parts. */
#define CHUNK 256
#define PART 96
#define AHEAD 3

/* The columns of a part: all of them when a row has few values in a part, or few columns. */
PIECE ptrdiff_t part_of(const espalier_sparse *w) {
  const ptrdiff_t worth = w->inputs > 4 * PART ? 8 : 12;
  return (ptrdiff_t)w->row_starts[w->outputs] * PART >= worth * w->outputs * w->inputs && w->inputs >= 2 * PART ? PART
                                                                                                         : w->inputs;
}

/* The values of a row from k on that stand in columns below `limit`: the place after them. */
PIECE ptrdiff_t stop_of(const int32_t *columns, ptrdiff_t k, ptrdiff_t end, ptrdiff_t limit, ptrdiff_t inputs) {
  if (limit >= inputs) return end;
  while (k + 4 <= end && columns[k + 3] < limit) k += 4;
  while (k < end && columns[k] < limit) k++;
  return k;
}

/* The values of the rows of a part lie apart, which no processor foresees: ask for those of a row some rows ahead. */
PIECE void ask(const espalier_sparse *w, const float *values, const int32_t *at, ptrdiff_t r, ptrdiff_t rows) {
  if (r + AHEAD >= rows) return;
  const float *value = values + at[r + AHEAD];
  const int32_t *column = w->columns + at[r + AHEAD];
  __builtin_prefetch(value);
  __builtin_prefetch(value + LANES);
  __builtin_prefetch(column);
  __builtin_prefetch(column + LANES);
}

PIECE void forward_part(const int width, const espalier_sparse *w, const float *values, const float *x, float *y,
                        ptrdiff_t stride, int32_t *at, const int32_t *ends, ptrdiff_t limit, ptrdiff_t rows,
                        const float *bias, int begin, int rectify) {
  const int32_t *columns = w->columns;
  for (ptrdiff_t r = 0; r < rows; r++) {
    vector t[4];
    float *out = y + r * stride;
    if (begin) FOR(v) t[v] = (vector){0} + (bias ? bias[r] : 0);
    else load(width, t, out);
    if (limit < w->inputs || !begin) ask(w, values, at, r, rows);
    ptrdiff_t k = at[r], stop = stop_of(columns, k, ends[r], limit, w->inputs);
    for (; k < stop; k++) add_scaled(width, t, values[k], x + columns[k] * stride);
    at[r] = (int32_t)k;
    if (rectify) FOR(v) rectify16(t + v);
    store(width, out, t);
  }
}

PIECE void forward_rows(const int width, const espalier_sparse *w, const float *values, const float *bias,
                        const float *x, float *restrict y, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last,
                        int rectify) {
  const ptrdiff_t part = part_of(w);
  for (ptrdiff_t o = first; o < last; o += CHUNK) {
    ptrdiff_t rows = last - o < CHUNK ? last - o : CHUNK;
    int32_t at[CHUNK];
    memcpy(at, w->row_starts + o, (size_t)rows * sizeof *at);
    for (ptrdiff_t limit = part; limit < w->inputs + part; limit += part)
      forward_part(width, w, values, x, y + o * stride, stride, at, w->row_starts + o + 1, limit, rows,
                   bias ? bias + o : NULL, limit == part, rectify && limit >= w->inputs);
  }
}

WIDE void espalier_sparse_forward(const espalier_sparse *w, const float *values, const float *bias, const float *x,
                                  float *restrict y, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last,
                                  int rectify) {
  BLOCKS(forward_rows, w, values, bias, x + at, y + at, stride, first, last, rectify)
}

/* dots[j] = the sum over the block's lanes of t x[columns[j]], for `count` <= 4 (a constant) of them. */
PIECE void dot4(const int width, const int count, const vector *t, const float *x, const int32_t *columns,
                ptrdiff_t stride, four *dots) {
  vector part[4] = {{0}, {0}, {0}, {0}};
  UNROLLED for (int j = 0; j < count; j++) dot(width, part + j, t, x + columns[j] * stride);
  sum_lanes4(part, dots);
}

PIECE void put4(float *out, const four *dots, ptrdiff_t count, int more) {
  for (ptrdiff_t j = 0; j < count; j++) out[j] = more ? out[j] + (*dots)[j] : (*dots)[j];
}

/* The values of a row from k on: up to `end` or, if `parted`, to the first in a column from `limit` on, which is
   returned. */
PIECE ptrdiff_t weight_row(const int width, const int parted, const vector *t, const int32_t *columns, ptrdiff_t k,
                           ptrdiff_t end, ptrdiff_t limit, const float *x, float *dvalues, ptrdiff_t stride,
                           int more) {
  four dots;
  for (; k + 4 <= end && (!parted || columns[k + 3] < limit); k += 4) {
    dot4(width, 4, t, x, columns + k, stride, &dots);
    *(four *)(dvalues + k) = more ? *(four *)(dvalues + k) + dots : dots;
  }
  ptrdiff_t left = end - k;
  if (parted)
    for (left = 0; left < 3 && k + left < end && columns[k + left] < limit;) left++;
  if (left == 0) return k;
  if (left == 1) dot4(width, 1, t, x, columns + k, stride, &dots);
  else if (left == 2) dot4(width, 2, t, x, columns + k, stride, &dots);
  else dot4(width, 3, t, x, columns + k, stride, &dots);
  put4(dvalues + k, &dots, left, more);
  return k + left;
}

/* dbias of one row, from its vectors. */
PIECE void bias_row(const int width, const vector *t, float *dbias, int more) {
  vector sum[4] = {{0}, {0}, {0}, {0}};
  four total;
  FOR(v) sum[0] += t[v];
  sum_lanes4(sum, &total);
  put4(dbias, &total, 1, more);
}

PIECE void weight_rows(const int width, const espalier_sparse *w, const float *x, const float *dy,
                       float *restrict dvalues, float *restrict dbias, ptrdiff_t stride, ptrdiff_t first,
                       ptrdiff_t last, int more) {
  const ptrdiff_t part = part_of(w);
  const int32_t *starts = w->row_starts;
  for (ptrdiff_t o = first; o < last; o += CHUNK) {
    ptrdiff_t rows = last - o < CHUNK ? last - o : CHUNK;
    int32_t at[CHUNK];
    for (ptrdiff_t r = 0; r < rows; r++) {
      vector t[4];
      load(width, t, dy + (o + r) * stride);
      if (dbias) bias_row(width, t, dbias + o + r, more);
      at[r] = starts[o + r];
      if (part == w->inputs)
        weight_row(width, 0, t, w->columns, at[r], starts[o + r + 1], 0, x, dvalues, stride, more);
    }
    for (ptrdiff_t limit = part; part < w->inputs && limit < w->inputs + part; limit += part) {
      for (ptrdiff_t r = 0; r < rows; r++) {
        vector t[4];
        load(width, t, dy + (o + r) * stride);
        ask(w, dvalues, at, r, rows);
        at[r] = (int32_t)weight_row(width, 1, t, w->columns, at[r], starts[o + r + 1], limit, x, dvalues, stride,
                                    more);
      }
    }
  }
}

WIDE void espalier_sparse_weight_gradient(const espalier_sparse *w, const float *x, const float *dy,
                                          float *restrict dvalues, float *restrict dbias, ptrdiff_t stride,
                                          ptrdiff_t first, ptrdiff_t last) {
  BLOCKS(weight_rows, w, x + at, dy + at, dvalues, dbias, stride, first, last, at > 0)
}

/* For `count` <= 4 (a constant) entries of a column: dx += w dy, and the dots of dy with x. */
PIECE void column4(const int width, const int count, const vector *x, vector *dx, const espalier_sparse *w,
                   ptrdiff_t e, const float *values, const float *dy, float *dvalues, ptrdiff_t stride, int more) {
  vector part[4] = {{0}, {0}, {0}, {0}};
  UNROLLED for (int j = 0; j < count; j++) {
    const float *p = dy + w->rows[e + j] * stride;
    float value = values[w->places[e + j]];
    FOR(v) {
      vector d = AT(p + v * LANES);
      dx[v] += value * d;
      if (v == 0) part[j] = x[v] * d;
      else part[j] += x[v] * d;
    }
  }
  four dots;
  sum_lanes4(part, &dots);
  UNROLLED for (int j = 0; j < count; j++) {
    float *out = dvalues + w->places[e + j];
    *out = more ? *out + dots[j] : dots[j];
  }
}

PIECE void both_columns(const int width, const espalier_sparse *w, const float *values, const float *x,
                        const float *dy, float *restrict dx, float *restrict dvalues, ptrdiff_t stride,
                        ptrdiff_t first, ptrdiff_t last, int gated, int more) {
  for (ptrdiff_t i = first; i < last; i++) {
    vector own[4], t[4];
    load(width, own, x + i * stride);
    FOR(v) t[v] = (vector){0};
    ptrdiff_t e = w->column_starts[i], end = w->column_starts[i + 1];
    for (; e + 4 <= end; e += 4) column4(width, 4, own, t, w, e, values, dy, dvalues, stride, more);
    if (end - e == 1) column4(width, 1, own, t, w, e, values, dy, dvalues, stride, more);
    else if (end - e == 2) column4(width, 2, own, t, w, e, values, dy, dvalues, stride, more);
    else if (end - e == 3) column4(width, 3, own, t, w, e, values, dy, dvalues, stride, more);
    if (gated) FOR(v) gate16(t + v, own + v);
    store(width, dx + i * stride, t);
  }
}

WIDE void espalier_sparse_gradients(const espalier_sparse *w, const float *values, const float *x, const float *dy,
                                    float *restrict dx, float *restrict dvalues, ptrdiff_t stride, ptrdiff_t first,
                                    ptrdiff_t last, int gated) {
  BLOCKS(both_columns, w, values, x + at, dy + at, dx + at, dvalues, stride, first, last, gated, at > 0)
}
