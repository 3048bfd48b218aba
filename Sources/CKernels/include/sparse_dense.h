#pragma once
#include <stddef.h>
#include <stdint.h>

/* Products of a sparse matrix W [outputs, inputs] with activations in lanes (lanes.h), and their gradients at the
   weights present only. The weights present lie in `values`, row after row, columns ascending in a row. */
typedef struct {
  ptrdiff_t outputs, inputs;
  /* Row o has the values row_starts[o] ..< row_starts[o + 1]; value k stands in column columns[k]. */
  const int32_t *row_starts, *columns;
  /* Column i has the entries column_starts[i] ..< column_starts[i + 1], rows ascending; entry e stands in row rows[e]
     and is values[places[e]]. */
  const int32_t *column_starts, *rows, *places;
} espalier_sparse;

/* y[o][:] = bias[o] + sum over the values k of row o of values[k] x[columns[k]][:], then max(., 0) if `rectify`, for
   the rows first ..< last. x is [inputs][stride], y [outputs][stride]; bias may be NULL. A sum is added in the order
   of the columns, whatever the range and the stride. */
void espalier_sparse_forward(const espalier_sparse *w, const float *values, const float *bias, const float *x,
                             float *y, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last, int rectify);

/* dvalues[k] = sum over all lanes of dy[o][:] x[columns[k]][:] for the values of rows first ..< last, and
   dbias[o] = sum over all lanes of dy[o][:] unless dbias is NULL. dy must be 0 in padding lanes.
   The order of summation depends on the stride alone. */
void espalier_sparse_weight_gradient(const espalier_sparse *w, const float *x, const float *dy, float *dvalues,
                                     float *dbias, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last);

/* Both gradients in one pass over dy: dx[i][:] = sum over the rows o of column i of w dy[o][:] for the inputs
   first ..< last, and dvalues of all values in those columns, with the bits of the function above. `gated` says that x
   is a ReLU's output, before which the gradient is wanted: dx is 0 wherever x <= 0. */
void espalier_sparse_gradients(const espalier_sparse *w, const float *values, const float *x, const float *dy,
                               float *dx, float *dvalues, ptrdiff_t stride, ptrdiff_t first, ptrdiff_t last,
                               int gated);
