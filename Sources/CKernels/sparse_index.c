#include "sparse_index.h"

#include "sparse_tile.h"

#include <string.h>

ptrdiff_t espalier_sparse_rows(const uint8_t *mask, ptrdiff_t outputs, ptrdiff_t inputs, int32_t *row_starts,
                               int32_t *columns) {
  ptrdiff_t count = 0;
  for (ptrdiff_t o = 0; o < outputs; o++) {
    row_starts[o] = (int32_t)count;
    for (ptrdiff_t i = 0; i < inputs; i++) {
      if (!mask[o * inputs + i]) continue;
      if (columns) columns[count] = (int32_t)i;
      count++;
    }
  }
  row_starts[outputs] = (int32_t)count;
  return count;
}

void espalier_sparse_columns(const int32_t *row_starts, const int32_t *columns, ptrdiff_t outputs, ptrdiff_t inputs,
                             int32_t *column_starts, int32_t *rows, int32_t *places) {
  ptrdiff_t count = row_starts[outputs];
  memset(column_starts, 0, (size_t)(inputs + 1) * sizeof *column_starts);
  for (ptrdiff_t k = 0; k < count; k++) column_starts[columns[k] + 1]++;
  for (ptrdiff_t i = 0; i < inputs; i++) column_starts[i + 1] += column_starts[i];
  /* column_starts[i] walks to the end of column i, which is the start of the next; then all move up by one. */
  for (ptrdiff_t o = 0; o < outputs; o++) {
    for (ptrdiff_t k = row_starts[o]; k < row_starts[o + 1]; k++) {
      int32_t e = column_starts[columns[k]]++;
      rows[e] = (int32_t)o;
      places[e] = (int32_t)k;
    }
  }
  memmove(column_starts + 1, column_starts, (size_t)inputs * sizeof *column_starts);
  column_starts[0] = 0;
}

ptrdiff_t espalier_sparse_conv_rows(const espalier_conv_shape *shape, ptrdiff_t groups, const uint8_t *mask,
                                    int32_t *row_starts, int32_t *offsets, int32_t *order) {
  const ptrdiff_t taps = shape->kernel_height * shape->kernel_width, members = shape->channels / groups;
  const sparse_tile tile = tile_of(shape, 0);
  ptrdiff_t count = 0;
  for (ptrdiff_t o = 0; o < shape->outputs; o++) {
    ptrdiff_t channel = o / (shape->outputs / groups) * members;
    for (ptrdiff_t tap = 0; tap < taps; tap++) {
      ptrdiff_t ky = tap / shape->kernel_width, kx = tap % shape->kernel_width;
      row_starts[o * taps + tap] = (int32_t)count;
      for (ptrdiff_t c = 0; c < members; c++) {
        ptrdiff_t at = (o * members + c) * taps + tap;
        if (!mask[at]) continue;
        if (offsets) offsets[count] = (int32_t)((channel + c) * tile.plane + ky * tile.in_columns + kx);
        if (order) order[count] = (int32_t)at;
        count++;
      }
    }
  }
  row_starts[shape->outputs * taps] = (int32_t)count;
  return count;
}

void espalier_sparse_conv_columns(const espalier_conv_shape *shape, const int32_t *row_starts, const int32_t *offsets,
                                  int32_t *column_starts, int32_t *back_offsets, int32_t *places) {
  const ptrdiff_t taps = shape->kernel_height * shape->kernel_width, columns = shape->channels * taps;
  const sparse_tile there = tile_of(shape, 0), back = tile_of(shape, 1);
  memset(column_starts, 0, (size_t)(columns + 1) * sizeof *column_starts);
  for (int fill = 0; fill < 2; fill++) {
    for (ptrdiff_t row = 0; row < shape->outputs * taps; row++) {
      ptrdiff_t o = row / taps, tap = row % taps;
      ptrdiff_t ky = tap / shape->kernel_width, kx = tap % shape->kernel_width, within = ky * there.in_columns + kx;
      for (ptrdiff_t k = row_starts[row]; k < row_starts[row + 1]; k++) {
        ptrdiff_t column = (offsets[k] - within) / there.plane * taps + tap;
        if (!fill) {
          column_starts[column + 1]++;
          continue;
        }
        int32_t e = column_starts[column]++;
        back_offsets[e] = (int32_t)(o * back.plane - ky * back.in_columns - kx);
        places[e] = (int32_t)k;
      }
    }
    if (!fill)
      for (ptrdiff_t i = 0; i < columns; i++) column_starts[i + 1] += column_starts[i];
  }
  memmove(column_starts + 1, column_starts, (size_t)columns * sizeof *column_starts);
  column_starts[0] = 0;
}

void espalier_sparse_split(const int32_t *starts, ptrdiff_t rows, ptrdiff_t extra, ptrdiff_t parts,
                           ptrdiff_t *bounds) {
  ptrdiff_t total = starts[rows] - starts[0] + rows * extra, row = 0;
  for (ptrdiff_t p = 0; p < parts; p++) {
    /* The first row at which the work before it reaches p shares. */
    while (row < rows && (starts[row] - starts[0] + row * extra) * parts < total * p) row++;
    bounds[p] = row;
  }
  bounds[parts] = rows;
}
