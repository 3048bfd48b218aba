#pragma once
#include "sparse_conv.h"

/* The part of an image, all channels of it, that sparse convolutions copy to work on: planes of a power of two bytes
   would all meet in the same few cache sets. `rows` by `columns` results are made from `in_rows` by `in_columns`
   inputs; a channel's plane has an odd number of pixels. It fills about half of a second-level cache of 1 MB at 64
   lanes. A function of the shape only: the offsets of an index are places in it. */
typedef struct {
  ptrdiff_t channels, rows, columns, in_rows, in_columns, plane;
} sparse_tile;

static inline ptrdiff_t tile_reach(ptrdiff_t results, ptrdiff_t kernel, ptrdiff_t step, int back) {
  return back ? (results - 1 + kernel - 1) / step + 1 : (results - 1) * step + kernel;
}

/* The tile with the fewest pixels copied a result; `back` for the input gradient, which reads dy. */
static inline sparse_tile tile_of(const espalier_conv_shape *s, int back) {
  const ptrdiff_t height = back ? s->height : s->out_height, width = back ? s->width : s->out_width;
  sparse_tile best = {back ? s->outputs : s->channels, 1, 1, 0, 0, 0};
  const ptrdiff_t most = 2560 / best.channels;
  double least = 0;
  for (ptrdiff_t r = 1; r <= height; r++) {
    for (ptrdiff_t c = 1; c <= width; c++) {
      ptrdiff_t in_rows = tile_reach(r, s->kernel_height, s->step_y, back);
      ptrdiff_t in_columns = tile_reach(c, s->kernel_width, s->step_x, back);
      double cost = (double)(in_rows * in_columns) / (double)(r * c);
      if (best.plane > 0 && in_rows * in_columns > most) break;
      if (best.plane > 0 && cost >= least) continue;
      best = (sparse_tile){best.channels, r, c, in_rows, in_columns, (in_rows * in_columns) | 1};
      least = cost;
    }
  }
  return best;
}
