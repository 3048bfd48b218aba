#pragma once
#include <stddef.h>

/* Dense layers over activations in lanes (lanes.h) for batches of tens to a few hundred: W [outputs, inputs] row after
   row, x and dx [inputs][stride], y and dy [outputs][stride]. Whatever a function shares out by a range, its bits do
   not depend on the range. */

/* Whether these run at their full width here (AVX-512); elsewhere a BLAS serves better. */
int espalier_dense_suits(void);

/* y[o][:] = bias[o] + sum over i of W[o][i] x[i][:], then max(., 0) if `rectify`, for the rows first ..< last. bias may
   be NULL. */
void espalier_dense_forward(const float *w, ptrdiff_t outputs, ptrdiff_t inputs, const float *bias, const float *x,
                            float *y, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last, int rectify);

/* dx[i][:] = sum over o of W[o][i] dy[o][:] for the inputs first ..< last; 0 wherever gate [inputs][stride] is not NULL
   and <= 0. */
void espalier_dense_input_gradient(const float *w, ptrdiff_t outputs, ptrdiff_t inputs, const float *dy,
                                   const float *gate, float *dx, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last);

/* dw[o][i] = sum over the lanes s of 0 ..< count of dy[o][s] x[i][s] for the rows first ..< last. */
void espalier_dense_weight_gradient(ptrdiff_t outputs, ptrdiff_t inputs, const float *x, const float *dy, float *dw,
                                    ptrdiff_t count, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last);
