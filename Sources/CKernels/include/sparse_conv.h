#pragma once
#include <stddef.h>
#include <stdint.h>

/* Convolutions with sparse weights over activations in lanes (lanes.h): x [channels][height][width][stride],
   y [outputs][out_height][out_width][stride]. Zero padding is never stored: at a border the taps outside are left out,
   which costs no test a weight because the weights of an output lie tap after tap. */
typedef struct {
  ptrdiff_t channels, height, width, outputs, out_height, out_width;
  /* kernel_height and kernel_width are at most 16. */
  ptrdiff_t kernel_height, kernel_width, step_y, step_x, pad_y, pad_x;
} espalier_conv_shape;

/* With taps = kernel_height * kernel_width and tap = ky * kernel_width + kx, the weights present of output o and of
   that tap are values[row_starts[o * taps + tap] ..< row_starts[o * taps + tap + 1]], input channels ascending.
   The same weights by input channel: entries column_starts[c * taps + tap] ..< column_starts[c * taps + tap + 1],
   outputs ascending; entry e is values[places[e]]. offsets and back_offsets are where a weight's pixel lies in the
   kernels' working copy of a part of the image (sparse_tile.h); the functions of sparse_index.h build them all. */
typedef struct {
  espalier_conv_shape shape;
  const int32_t *row_starts, *offsets;
  const int32_t *column_starts, *back_offsets, *places;
} espalier_sparse_conv;

/* The floats that `scratch`, aligned to 64 bytes, must hold in the functions below, whatever the stride, for `count`
   weights present. */
ptrdiff_t espalier_sparse_conv_scratch(const espalier_conv_shape *shape, ptrdiff_t count);

/* y = the convolution, plus bias[o] unless bias is NULL, then max(., 0) if `rectify`; for the output channels
   first ..< last and the output rows top ..< bottom. A sum is added tap after tap, whatever the ranges and the stride.
   Shards should be ranges of rows: each makes its own working copy of the rows it reads. */
void espalier_sparse_conv_forward(const espalier_sparse_conv *w, const float *values, const float *bias,
                                  const float *x, float *y, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last,
                                  ptrdiff_t top, ptrdiff_t bottom, int rectify, float *scratch);

/* dx = the gradient with respect to x for the input channels first ..< last and the input rows top ..< bottom; where
   `gate` (like x) is not NULL, 0 wherever gate <= 0. */
void espalier_sparse_conv_input_gradient(const espalier_sparse_conv *w, const float *values, const float *dy,
                                         const float *gate, float *dx, ptrdiff_t stride, ptrdiff_t first,
                                         ptrdiff_t last, ptrdiff_t top, ptrdiff_t bottom, float *scratch);

/* dvalues = the gradient with respect to the values of the output channels first ..< last. dy must be 0 in padding
   lanes. The order of summation depends on the shape and the stride alone. */
void espalier_sparse_conv_weight_gradient(const espalier_sparse_conv *w, const float *x, const float *dy,
                                          float *dvalues, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last,
                                          float *scratch);
