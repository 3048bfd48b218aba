#pragma once
#include "vectors.h"
#include "include/convolution.h"

/* The transforms of F(m x m, 3 x 3), m = 2 or 4, n = m + 2. With B, G, A the matrices of the 1-D algorithm

     y = A^T [(G w G^T) . (B^T d B)] A        dw = G^T [(A dy A^T) . (B^T d B)] G

   for a tile d of n x n inputs and y of m x m outputs. Every transform keeps n^2 planes `slice` floats apart.
   Columns are vectors of 16 lanes, q = tile (lanes / 16) + vector, tiles in the order of rows. */

typedef struct {
  ptrdiff_t height, width, lanes; /* of the image, the same for input and output */
  int m;
} winograd_image;

PIECE ptrdiff_t winograd_columns(const winograd_image *image) {
  return quotient_up(image->height, image->m) * quotient_up(image->width, image->m) * (image->lanes / LANES);
}

/* u[plane][row][d], ldu apart, d rounded up to 16 (zeros): G w G^T for rows first ..< last, whose 3 x 3 kernels start
   at w + row row_step + d depth_step. `rotate` turns them by half a circle, as the gradient of the input needs. */
void espalier_winograd_weights(float *u, ptrdiff_t slice, ptrdiff_t ldu, const float *w, ptrdiff_t first,
                               ptrdiff_t last, ptrdiff_t depth, ptrdiff_t row_step, ptrdiff_t depth_step, int rotate,
                               int m);

/* v[plane][c][16 (q - q0)], ldv apart: B^T d B for channels c0 ..< c1 and columns q0 ..< q1. */
void espalier_winograd_input(float *v, ptrdiff_t slice, ptrdiff_t ldv, const float *x, const winograd_image *image,
                             ptrdiff_t c0, ptrdiff_t c1, ptrdiff_t q0, ptrdiff_t q1);

/* v[plane][c / 64][16 (q - q0) + lane][c % 64], panels of 64 channels `panel` floats apart: the same transposed, for
   channels c0 ..< c1 rounded up to 16 (zeros), c0 a multiple of 16. pixels: 256 n^2 floats of scratch. */
enum { WINOGRAD_PANEL = 64 };
void espalier_winograd_input_transposed(float *v, ptrdiff_t slice, ptrdiff_t panel, const float *x,
                                        const winograd_image *image, ptrdiff_t c0, ptrdiff_t c1, ptrdiff_t q0,
                                        ptrdiff_t q1, float *pixels);

/* z[plane][k][16 (q - q0)], ldz apart: A dy A^T for outputs k0 ..< k1. */
void espalier_winograd_gradient(float *z, ptrdiff_t slice, ptrdiff_t ldz, const float *dy, const winograd_image *image,
                                ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t q0, ptrdiff_t q1);

/* y[k0 + r] = A^T p A + bias, rectified or gated, of p[plane][r][16 (q - q0)], ldp apart, for r < k1 - k0. */
void espalier_winograd_output(float *y, const float *p, ptrdiff_t slice, ptrdiff_t ldp, const winograd_image *image,
                              ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t q0, ptrdiff_t q1, const float *bias, int rectify,
                              const float *gate);

/* dw[k][c] = G^T (sum over slots of u[slot][plane][k][c]) G for k0 <= k < k1; slots slot_step apart, ldu as above. */
void espalier_winograd_kernel(float *dw, const float *u, ptrdiff_t slots, ptrdiff_t slot_step, ptrdiff_t slice,
                              ptrdiff_t ldu, ptrdiff_t k0, ptrdiff_t k1, ptrdiff_t channels, int m);
