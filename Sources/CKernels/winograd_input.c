#include "winograd.h"
#include "winograd_lines.h"

/* to[j][i] = from[i][j] for i < rows <= 16, j < 16, and 0 for the other i. */
PIECE void transpose(float *to, const float *from, ptrdiff_t ldf, ptrdiff_t rows) {
  vector t[LANES];
  if (rows == LANES) {
    UNROLL for (ptrdiff_t i = 0; i < LANES; i++) t[i] = load(from + i * ldf);
  } else {
    UNROLL for (ptrdiff_t i = 0; i < LANES; i++) t[i] = i < rows ? load(from + i * ldf) : spread(0);
  }
  transpose16(t);
  UNROLL for (ptrdiff_t i = 0; i < LANES; i++) store(to + i * LANES, t[i]);
}

/* B^T d B of the tile whose pixel (i, j) is at p + i row + j column where top <= i < bottom, left <= j < right, and 0
   elsewhere. */
PIECE void transform(int m, int whole, float *v, ptrdiff_t slice, const float *p, ptrdiff_t row, ptrdiff_t column,
                      ptrdiff_t top, ptrdiff_t bottom, ptrdiff_t left, ptrdiff_t right) {
  const ptrdiff_t n = m + 2;
  vector t[36];
  UNROLL for (ptrdiff_t i = 0; i < n; i++) {
    vector d[6];
    if (whole) {
      UNROLL for (ptrdiff_t j = 0; j < n; j++) d[j] = load(p + i * row + j * column);
    } else {
      UNROLL for (ptrdiff_t j = 0; j < n; j++)
        d[j] = i >= top && i < bottom && j >= left && j < right ? load(p + i * row + j * column) : spread(0);
    }
    input_line(m, t + i * n, d, 1);
  }
  UNROLL for (ptrdiff_t j = 0; j < n; j++) {
    input_line(m, t + j, t + j, n);
    UNROLL for (ptrdiff_t i = 0; i < n; i++) store(v + (i * n + j) * slice, t[i * n + j]);
  }
}

typedef struct {
  ptrdiff_t y, x, top, bottom, left, right, lane;
} window;

/* Where the input tile of column q starts (one pixel above and left of its outputs) and which pixels exist. */
PIECE window window_of(const winograd_image *image, ptrdiff_t q) {
  const ptrdiff_t across = quotient_up(image->width, image->m), vectors = image->lanes / LANES, n = image->m + 2;
  const ptrdiff_t tile = q / vectors;
  window w = {.y = tile / across * image->m - 1, .x = tile % across * image->m - 1, .lane = q % vectors * LANES};
  w.top = most(0, -w.y), w.left = most(0, -w.x);
  w.bottom = least(n, image->height - w.y), w.right = least(n, image->width - w.x);
  return w;
}

PIECE void input(int m, float *v, ptrdiff_t slice, ptrdiff_t ldv, const float *x, const winograd_image *image,
                  ptrdiff_t c0, ptrdiff_t c1, ptrdiff_t q0, ptrdiff_t q1) {
  const ptrdiff_t column = image->lanes, row = image->width * column, plane = image->height * row, n = m + 2;
  for (ptrdiff_t c = c0; c < c1; c++)
    for (ptrdiff_t q = q0; q < q1; q++) {
      const window w = window_of(image, q);
      const int whole = w.top == 0 && w.left == 0 && w.bottom == n && w.right == n;
      const float *from = x + c * plane + w.y * row + w.x * column + w.lane;
      float *to = v + c * ldv + (q - q0) * LANES;
      UNROLL for (ptrdiff_t i = 0; i < n; i++)
        UNROLL for (ptrdiff_t j = 0; j < n; j++) __builtin_prefetch(from + plane + i * row + j * column, 0, 2);
      if (whole) transform(m, 1, to, slice, from, row, column, 0, n, 0, n);
      else transform(m, 0, to, slice, from, row, column, w.top, w.bottom, w.left, w.right);
    }
}

WIDE void espalier_winograd_input(float *v, ptrdiff_t slice, ptrdiff_t ldv, const float *x, const winograd_image *image,
                                  ptrdiff_t c0, ptrdiff_t c1, ptrdiff_t q0, ptrdiff_t q1) {
  if (image->m == 2) input(2, v, slice, ldv, x, image, c0, c1, q0, q1);
  else input(4, v, slice, ldv, x, image, c0, c1, q0, q1);
}

PIECE void input_transposed(int m, float *v, ptrdiff_t slice, ptrdiff_t panel, const float *x,
                             const winograd_image *image, ptrdiff_t c0, ptrdiff_t c1, ptrdiff_t q0, ptrdiff_t q1,
                             float *pixels) {
  const ptrdiff_t column = image->lanes, row = image->width * column, plane = image->height * row, n = m + 2;
  const ptrdiff_t square = LANES * LANES;
  for (ptrdiff_t c = c0; c < c1; c += LANES)
    for (ptrdiff_t q = q0; q < q1; q++) {
      const window w = window_of(image, q), next = window_of(image, q + 1 < q1 ? q + 1 : q0);
      const float *from = x + c * plane + w.y * row + w.x * column + w.lane;
      const float *soon = x + (q + 1 < q1 ? c : c + LANES) * plane + next.y * row + next.x * column + next.lane;
      for (ptrdiff_t i = 0; i < n; i++)
        for (ptrdiff_t j = 0; j < n; j++) {
          const int inside = i >= w.top && i < w.bottom && j >= w.left && j < w.right;
          const float *ahead = (i + 1 < n ? from + (i + 1) * row : soon) + j * column;
          UNROLL for (ptrdiff_t r = 0; r < LANES; r++) __builtin_prefetch(ahead + r * plane, 0, 2);
          transpose(pixels + (i * n + j) * square, from + i * row + j * column, plane,
                    inside ? least(LANES, c1 - c) : 0);
        }
      float *to = v + c / WINOGRAD_PANEL * panel + (q - q0) * LANES * WINOGRAD_PANEL + c % WINOGRAD_PANEL;
      for (ptrdiff_t lane = 0; lane < LANES; lane++)
        transform(m, 1, to + lane * WINOGRAD_PANEL, slice, pixels + lane * LANES, n * square, square, 0, n, 0, n);
    }
}

WIDE void espalier_winograd_input_transposed(float *v, ptrdiff_t slice, ptrdiff_t panel, const float *x,
                                             const winograd_image *image, ptrdiff_t c0, ptrdiff_t c1, ptrdiff_t q0,
                                             ptrdiff_t q1, float *pixels) {
  if (image->m == 2) input_transposed(2, v, slice, panel, x, image, c0, c1, q0, q1, pixels);
  else input_transposed(4, v, slice, panel, x, image, c0, c1, q0, q1, pixels);
}
