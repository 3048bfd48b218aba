#pragma once
#include "sparse_tile.h"
#include "wide.h"

/* A window is a few runs of taps whose weights are neighbours in memory: one run inside the image, one a kernel row at
   a border, one a tap where the gradient skips taps (steps above 1). */

#define RUNS 256

typedef struct {
  ptrdiff_t from, to; /* taps */
  ptrdiff_t corner;   /* the pixel of the tile that offsets count from */
} run;

/* A part of the lanes and of the image: rows top ..< bottom and columns left ..< right of the image lie in the tile,
   `lanes` floats a pixel. */
typedef struct {
  sparse_tile size;
  ptrdiff_t top, bottom, left, right, lanes;
} view;

/* As even as can be: five vectors are three and two. */
PIECE ptrdiff_t even_width(ptrdiff_t vectors) {
  ptrdiff_t blocks = (vectors + 3) / 4;
  return (vectors + blocks - 1) / blocks;
}

/* Lanes at a time: 64 at most, 32 where a window of all channels would not fit the cache. */
PIECE ptrdiff_t lanes_of(const sparse_tile *size, ptrdiff_t left) {
  ptrdiff_t width = even_width(left / LANES);
  return (size->channels * size->plane > 3584 && width > 2 ? 2 : width) * LANES;
}

/* image [channels][height][width][stride], from a lane on, into the tile. */
PIECE void fill(const view *v, const float *image, ptrdiff_t height, ptrdiff_t width, ptrdiff_t stride,
                float *restrict tile) {
  const ptrdiff_t pixels = v->right - v->left;
  for (ptrdiff_t c = 0; c < v->size.channels; c++) {
    for (ptrdiff_t y = v->top; y < v->bottom; y++) {
      const float *from = image + ((c * height + y) * width + v->left) * stride;
      float *to = tile + (c * v->size.plane + (y - v->top) * v->size.in_columns) * v->lanes;
      /* Such short pieces end before the processor sees a stream: ask for those of the next channel. */
      const float *next = c + 1 < v->size.channels ? from + height * width * stride : from;
      for (ptrdiff_t x = 0; x < pixels; x++) {
        for (ptrdiff_t l = 0; l < v->lanes; l += LANES) {
          __builtin_prefetch(next + x * stride + l);
          AT(to + x * v->lanes + l) = AT(from + x * stride + l);
        }
      }
    }
  }
}

/* The taps 0 ..< kernel that fall into 0 ..< size when tap 0 falls on `corner`. */
PIECE void clip(ptrdiff_t corner, ptrdiff_t kernel, ptrdiff_t size, ptrdiff_t *from, ptrdiff_t *to) {
  *from = corner < 0 ? -corner : 0;
  *to = size - corner < kernel ? size - corner : kernel;
  if (*from > kernel) *from = kernel;
  if (*to < *from) *to = *from;
}

/* The runs of taps that the output pixel (y, x) sees. */
PIECE ptrdiff_t window_runs(const espalier_conv_shape *s, const view *v, ptrdiff_t y, ptrdiff_t x, run *runs) {
  const ptrdiff_t top = y * s->step_y - s->pad_y, left = x * s->step_x - s->pad_x, across = s->kernel_width;
  const ptrdiff_t corner = (top - v->top) * v->size.in_columns + left - v->left;
  ptrdiff_t y0, y1, x0, x1, count = 0;
  clip(top, s->kernel_height, s->height, &y0, &y1);
  clip(left, across, s->width, &x0, &x1);
  if (x0 == 0 && x1 == across) {
    runs[0] = (run){y0 * across, y1 * across, corner};
    return 1;
  }
  for (ptrdiff_t ky = y0; ky < y1; ky++) runs[count++] = (run){ky * across + x0, ky * across + x1, corner};
  return count;
}

/* The output columns that see no border: from ..< to. */
PIECE void inside(const espalier_conv_shape *s, ptrdiff_t *from, ptrdiff_t *to) {
  ptrdiff_t room = s->width + s->pad_x - s->kernel_width;
  *from = (s->pad_x + s->step_x - 1) / s->step_x;
  *to = room < 0 ? 0 : room / s->step_x + 1;
  if (*to > s->out_width) *to = s->out_width;
  if (*from > *to) *from = *to;
}

PIECE ptrdiff_t lower(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
PIECE ptrdiff_t higher(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }

/* The inputs that the outputs of rows y ..< y_end and columns x ..< x_end see. */
PIECE void look(const espalier_conv_shape *s, view *v, ptrdiff_t y, ptrdiff_t y_end, ptrdiff_t x, ptrdiff_t x_end) {
  v->top = higher(0, y * s->step_y - s->pad_y);
  v->bottom = higher(v->top, lower(s->height, (y_end - 1) * s->step_y - s->pad_y + s->kernel_height));
  v->left = higher(0, x * s->step_x - s->pad_x);
  v->right = higher(v->left, lower(s->width, (x_end - 1) * s->step_x - s->pad_x + s->kernel_width));
}
