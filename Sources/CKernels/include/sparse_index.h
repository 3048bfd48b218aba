#pragma once
#include <stddef.h>
#include <stdint.h>

#include "sparse_conv.h"

/* Indexes of sparse matrices and convolutions, built when a mask changes; see sparse_dense.h for their meaning. */

/* From mask [outputs, inputs] (0 absent): row_starts [outputs + 1] and columns [weights present]. Returns the number of
   weights present, which must stay below 2^31; columns may be NULL, to count first. O(outputs inputs). */
ptrdiff_t espalier_sparse_rows(const uint8_t *mask, ptrdiff_t outputs, ptrdiff_t inputs, int32_t *row_starts,
                               int32_t *columns);

/* The index by columns: column_starts [inputs + 1], rows and places [weights present]. O(weights present + inputs). */
void espalier_sparse_columns(const int32_t *row_starts, const int32_t *columns, ptrdiff_t outputs, ptrdiff_t inputs,
                             int32_t *column_starts, int32_t *rows, int32_t *places);

/* The same for a convolution with mask [outputs, channels / groups, kernel_height, kernel_width]: row_starts
   [outputs * taps + 1], offsets [weights present]; and order [weights present] with the place of each value in the
   dense weights. Call with offsets and order NULL to count first. */
ptrdiff_t espalier_sparse_conv_rows(const espalier_conv_shape *shape, ptrdiff_t groups, const uint8_t *mask,
                                    int32_t *row_starts, int32_t *offsets, int32_t *order);

/* column_starts [channels * taps + 1], back_offsets and places [weights present]. */
void espalier_sparse_conv_columns(const espalier_conv_shape *shape, const int32_t *row_starts, const int32_t *offsets,
                                  int32_t *column_starts, int32_t *back_offsets, int32_t *places);

/* Shards of nearly equal work: bounds [parts + 1] of ranges of rows (or columns), a row costing its values + `extra`.
   starts is [rows + 1]. A pure function of its arguments. */
void espalier_sparse_split(const int32_t *starts, ptrdiff_t rows, ptrdiff_t extra, ptrdiff_t parts, ptrdiff_t *bounds);
