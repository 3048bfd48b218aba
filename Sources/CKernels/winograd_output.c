#include "winograd.h"
#include "winograd_lines.h"

typedef struct {
  ptrdiff_t offset, down, across; /* of the first pixel; rows and columns that exist */
} patch;

PIECE patch patch_of(const winograd_image *image, ptrdiff_t q) {
  const ptrdiff_t tiles = quotient_up(image->width, image->m), vectors = image->lanes / LANES;
  const ptrdiff_t tile = q / vectors, y = tile / tiles * image->m, x = tile % tiles * image->m;
  return (patch){.offset = (y * image->width + x) * image->lanes + q % vectors * LANES,
                 .down = least(image->m, image->height - y),
                 .across = least(image->m, image->width - x)};
}

/* A^T p A: rows first, so that four of six stay in registers. */
PIECE void output_tile(int m, vector *out, const float *p, ptrdiff_t slice) {
  const ptrdiff_t n = m + 2;
  vector t[24];
  UNROLL for (ptrdiff_t i = 0; i < n; i++) {
    vector d[6];
    UNROLL for (ptrdiff_t j = 0; j < n; j++) d[j] = load(p + (i * n + j) * slice);
    output_line(m, t + i * m, d, 1);
  }
  UNROLL for (ptrdiff_t j = 0; j < m; j++) output_line(m, out + j, t + j, m);
}

PIECE void output(int m, float *y, const float *p, ptrdiff_t slice, ptrdiff_t ldp, const winograd_image *image,
                   ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t q0, ptrdiff_t q1, const float *bias, int rectify,
                   const float *gate) {
  const ptrdiff_t column = image->lanes, row = image->width * column, plane = image->height * row;
  for (ptrdiff_t k = k0; k < k1; k++)
    for (ptrdiff_t q = q0; q < q1; q++) {
      const patch at = patch_of(image, q);
      const int whole = at.down == m && at.across == m;
      vector out[16];
      output_tile(m, out, p + (k - k0) * ldp + (q - q0) * LANES, slice);
      const vector start = spread(bias ? bias[k] : 0);
      const ptrdiff_t base = k * plane + at.offset;
      UNROLL for (ptrdiff_t i = 0; i < m; i++)
        UNROLL for (ptrdiff_t j = 0; j < m; j++) __builtin_prefetch(y + plane + base + i * row + j * column, 1, 2);
      UNROLL for (ptrdiff_t i = 0; i < m; i++)
        UNROLL for (ptrdiff_t j = 0; j < m; j++) {
          const ptrdiff_t pixel = base + i * row + j * column;
          if (whole || (i < at.down && j < at.across))
            store(y + pixel, finish(out[i * m + j] + start, rectify, gate ? gate + pixel : 0));
        }
    }
}

WIDE void espalier_winograd_output(float *restrict y, const float *restrict p, ptrdiff_t slice, ptrdiff_t ldp,
                                   const winograd_image *image, ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t q0, ptrdiff_t q1,
                                   const float *bias, int rectify, const float *gate) {
  if (image->m == 2) output(2, y, p, slice, ldp, image, k0, k1, q0, q1, bias, rectify, gate);
  else output(4, y, p, slice, ldp, image, k0, k1, q0, q1, bias, rectify, gate);
}

PIECE void gradient(int m, float *z, ptrdiff_t slice, ptrdiff_t ldz, const float *dy, const winograd_image *image,
                     ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t q0, ptrdiff_t q1) {
  const ptrdiff_t column = image->lanes, row = image->width * column, plane = image->height * row, n = m + 2;
  for (ptrdiff_t k = k0; k < k1; k++)
    for (ptrdiff_t q = q0; q < q1; q++) {
      const patch at = patch_of(image, q);
      const int whole = at.down == m && at.across == m;
      const float *from = dy + k * plane + at.offset;
      float *to = z + k * ldz + (q - q0) * LANES;
      UNROLL for (ptrdiff_t i = 0; i < m; i++)
        UNROLL for (ptrdiff_t j = 0; j < m; j++) __builtin_prefetch(from + plane + i * row + j * column, 0, 2);
      vector t[24];
      UNROLL for (ptrdiff_t i = 0; i < m; i++) {
        vector d[4];
        UNROLL for (ptrdiff_t j = 0; j < m; j++)
          d[j] = whole || (i < at.down && j < at.across) ? load(from + i * row + j * column) : spread(0);
        gradient_line(m, t + i * n, d, 1);
      }
      UNROLL for (ptrdiff_t j = 0; j < n; j++) {
        vector c[6];
        UNROLL for (ptrdiff_t i = 0; i < m; i++) c[i] = t[i * n + j];
        gradient_line(m, c, c, 1);
        UNROLL for (ptrdiff_t i = 0; i < n; i++) store(to + (i * n + j) * slice, c[i]);
      }
    }
}

WIDE void espalier_winograd_gradient(float *restrict z, ptrdiff_t slice, ptrdiff_t ldz, const float *restrict dy,
                                     const winograd_image *image, ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t q0,
                                     ptrdiff_t q1) {
  if (image->m == 2) gradient(2, z, slice, ldz, dy, image, k0, k1, q0, q1);
  else gradient(4, z, slice, ldz, dy, image, k0, k1, q0, q1);
}
