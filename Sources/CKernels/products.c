#include "products.h"

/* R rows and N vectors of c stay in registers; a is read a number at a time and spread, b a vector at a time. */
PIECE void tile(const ptrdiff_t R, const ptrdiff_t N, float *c, ptrdiff_t ldc, const float *a, ptrdiff_t lda,
                 const float *b, ptrdiff_t ldb, ptrdiff_t depth, int add) {
  vector sum[6][4];
  UNROLL for (ptrdiff_t r = 0; r < R; r++)
    UNROLL for (ptrdiff_t n = 0; n < N; n++) sum[r][n] = add ? load(c + r * ldc + n * LANES) : spread(0);
  for (ptrdiff_t d = 0; d < depth; d++) {
    vector v[4];
    UNROLL for (ptrdiff_t n = 0; n < N; n++) v[n] = load(b + d * ldb + n * LANES);
    UNROLL for (ptrdiff_t r = 0; r < R; r++) {
      vector s = spread(a[r * lda + d]);
      UNROLL for (ptrdiff_t n = 0; n < N; n++) sum[r][n] = sum[r][n] + s * v[n];
    }
  }
  UNROLL for (ptrdiff_t r = 0; r < R; r++)
    UNROLL for (ptrdiff_t n = 0; n < N; n++) store(c + r * ldc + n * LANES, sum[r][n]);
}

#define TILE(R, N) case R * 8 + N: tile(R, N, c, ldc, a, lda, b, ldb, depth, add); break;
#define TILES(R) TILE(R, 1) TILE(R, 2) TILE(R, 3) TILE(R, 4)

WIDE void espalier_product(float *restrict cs, ptrdiff_t ldc, const float *restrict as, ptrdiff_t lda,
                           const float *restrict bs, ptrdiff_t ldb, ptrdiff_t rows, ptrdiff_t depth, ptrdiff_t vectors,
                           int add) {
  const ptrdiff_t wide = quotient_up(vectors, tile_width()), high = quotient_up(rows, 6);
  for (ptrdiff_t j = 0; j < wide; j++) {
    ptrdiff_t n0 = part_start(vectors, wide, j), n = part_start(vectors, wide, j + 1) - n0;
    for (ptrdiff_t i = 0; i < high; i++) {
      ptrdiff_t r0 = part_start(rows, high, i), r = part_start(rows, high, i + 1) - r0;
      float *c = cs + r0 * ldc + n0 * LANES;
      const float *a = as + r0 * lda, *b = bs + n0 * LANES;
      switch (r * 8 + n) { TILES(1) TILES(2) TILES(3) TILES(4) TILES(5) TILES(6) }
    }
  }
}
