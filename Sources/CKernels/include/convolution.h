#pragma once
#include <stddef.h>

/* Two-dimensional convolution with the samples of a batch side by side, all three products of a training step.

   Layouts. Activations [channels][height][width][lanes] floats, weights [outputs][channels / groups][kernel height]
   [kernel width] (PyTorch's). `lanes` is a multiple of 16; a lane is a sample. Lanes beyond the batch hold any finite
   numbers in activations and exactly 0 in gradients of the output.

     forward           y[k][v][u][s]  = bias[k] + sum over c, i, j of w[k][c][i][j] x[c][h][l][s]
     input gradient    dx[c][h][l][s] = sum over k, i, j of w[k][c][i][j] dy[k][v][u][s]
     weight gradient   dw[k][c][i][j] = sum over v, u, s of dy[k][v][u][s] x[c][h][l][s]
     where h = v step_y + i - pad_y, l = u step_x + j - pad_x; c runs over the channels of k's group

   Work is cut into phases, one after the other, and each phase into blocks that any threads run in any order. Both are
   a function of the shape alone, a block owns what it writes and adds in a fixed order, so no bit depends on the number
   of threads. A block is at most about two milliseconds of one core:

     espalier_convolution_plan plan = espalier_plan_convolution(&shape, pass, ESPALIER_BEST);
     for (phase = 0; phase < plan.phases; phase++)
       for (block = 0; block < espalier_convolution_blocks(&shape, &plan, phase); block++)        // in parallel
         espalier_convolution_run(&shape, &plan, &operands, phase, block, shared, own);           */

typedef struct {
  ptrdiff_t channels, outputs, groups;
  ptrdiff_t height, width;               /* of the input */
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t step_y, step_x, pad_y, pad_x;
  ptrdiff_t lanes;
} espalier_convolution;

/* Of the output: (height + 2 pad - kernel) / step + 1. */
ptrdiff_t espalier_convolution_height(const espalier_convolution *shape);
ptrdiff_t espalier_convolution_width(const espalier_convolution *shape);

enum { ESPALIER_FORWARD = 0, ESPALIER_INPUT_GRADIENT = 1, ESPALIER_WEIGHT_GRADIENT = 2 };

/* How: sums over the kernel's taps as they stand, or Winograd's F(2x2, 3x3) and F(4x4, 3x3), which need 2.25 and 4
   times fewer multiplications and know 3x3 kernels of step 1, pad 1 and one group (Lavin and Gray,
   arXiv:1509.09308); other shapes are taken directly whatever is asked for. F(4x4) evaluates at 0, +-3/4, +-3/2 and
   infinity: all constants of the data's transforms are exact, and the error is a third of that at 0, +-1, +-2, about
   four times that of F(2x2). ESPALIER_BEST is a function of shape and pass. */
enum { ESPALIER_BEST = -1, ESPALIER_DIRECT = 0, ESPALIER_WINOGRAD2 = 2, ESPALIER_WINOGRAD4 = 4 };

typedef struct {
  int pass, method;
  ptrdiff_t phases;
  ptrdiff_t shared;                      /* floats of scratch that all blocks see, kept from phase to phase */
  ptrdiff_t own;                         /* floats of scratch for each thread, meaningless between blocks */
  ptrdiff_t columns;                     /* how the work is cut: the kernels' own business */
  ptrdiff_t rows;
  ptrdiff_t parts;
  ptrdiff_t panels;
  int joint;
} espalier_convolution_plan;

/* Unused pointers may be NULL. Nothing may overlap what is written. Bases should be 64-byte aligned, scratch too.
     forward           x, w, bias (or NULL) -> y; y = max(y, 0) where `rectify`, which lets NaN pass
     input gradient    dy, w -> dx; where `gate` is given dx = gate > 0 ? dx : 0, so the gradient passes a ReLU before
                       this layer on its way out (gate is then the layer's own x)
     weight gradient   dy, x -> dw (overwritten) */
typedef struct {
  const float *x, *w, *bias, *dy, *gate;
  float *y, *dx, *dw;
  int rectify;
} espalier_convolution_operands;

espalier_convolution_plan espalier_plan_convolution(const espalier_convolution *shape, int pass, int method);
ptrdiff_t espalier_convolution_blocks(const espalier_convolution *shape, const espalier_convolution_plan *plan,
                                      ptrdiff_t phase);
void espalier_convolution_run(const espalier_convolution *shape, const espalier_convolution_plan *plan,
                              const espalier_convolution_operands *operands, ptrdiff_t phase, ptrdiff_t block,
                              float *shared, float *own);

/* db[k] = the sum of dy[k][0 ..< count], in one fixed order; count = pixels x lanes. */
void espalier_bias_gradient(float *db, const float *dy, ptrdiff_t outputs, ptrdiff_t count);
