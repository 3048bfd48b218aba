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

PIECE void forward_rows(const int width, const espalier_sparse *w, const float *values, const float *bias,
                        const float *x, float *restrict y, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last,
                        int rectify) {
  const int32_t *starts = w->row_starts, *columns = w->columns;
  for (ptrdiff_t o = first; o < last; o++) {
    vector t[4];
    FOR(v) t[v] = (vector){0} + (bias ? bias[o] : 0);
    for (ptrdiff_t k = starts[o]; k < starts[o + 1]; k++) add_scaled(width, t, values[k], x + columns[k] * stride);
    if (rectify) FOR(v) rectify16(t + v);
    store(width, y + o * stride, t);
  }
}

WIDE void espalier_sparse_forward(const espalier_sparse *w, const float *values, const float *bias, const float *x,
                                  float *restrict y, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last,
                                  int rectify) {
  BLOCKS(forward_rows, w, values, bias, x + at, y + at, stride, first, last, rectify)
}

PIECE void input_columns(const int width, const espalier_sparse *w, const float *values, const float *dy,
                         const float *gate, float *restrict dx, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last) {
  const int32_t *starts = w->column_starts, *rows = w->rows, *places = w->places;
  for (ptrdiff_t i = first; i < last; i++) {
    vector t[4];
    FOR(v) t[v] = (vector){0};
    for (ptrdiff_t e = starts[i]; e < starts[i + 1]; e++)
      add_scaled(width, t, values[places[e]], dy + rows[e] * stride);
    if (gate) FOR(v) gate16(t + v, &AT(gate + i * stride + v * LANES));
    store(width, dx + i * stride, t);
  }
}

WIDE void espalier_sparse_input_gradient(const espalier_sparse *w, const float *values, const float *dy,
                                         const float *gate, float *restrict dx, ptrdiff_t stride, ptrdiff_t first,
                                         ptrdiff_t last) {
  BLOCKS(input_columns, w, values, dy + at, gate ? gate + at : NULL, dx + at, stride, first, last)
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

PIECE void weight_rows(const int width, const espalier_sparse *w, const float *x, const float *dy,
                       float *restrict dvalues, float *restrict dbias, ptrdiff_t stride, ptrdiff_t first,
                       ptrdiff_t last, int more) {
  const int32_t *columns = w->columns;
  for (ptrdiff_t o = first; o < last; o++) {
    vector t[4];
    four dots;
    load(width, t, dy + o * stride);
    if (dbias) {
      vector sum[4] = {t[0], {0}, {0}, {0}};
      UNROLLED for (int v = 1; v < width; v++) sum[0] += t[v];
      sum_lanes4(sum, &dots);
      put4(dbias + o, &dots, 1, more);
    }
    ptrdiff_t k = w->row_starts[o], end = w->row_starts[o + 1];
    for (; k + 4 <= end; k += 4) {
      dot4(width, 4, t, x, columns + k, stride, &dots);
      *(four *)(dvalues + k) = more ? *(four *)(dvalues + k) + dots : dots;
    }
    if (k == end) continue;
    if (end - k == 1) dot4(width, 1, t, x, columns + k, stride, &dots);
    else if (end - k == 2) dot4(width, 2, t, x, columns + k, stride, &dots);
    else dot4(width, 3, t, x, columns + k, stride, &dots);
    put4(dvalues + k, &dots, end - k, more);
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
