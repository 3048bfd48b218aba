#include "conv_passes.h"

/* Forward and input gradient are one loop: an output pixel is a sum over the depth (channels or outputs of its group)
   and the taps that exist there, each a vector of lanes times R weights. */
typedef struct {
  ptrdiff_t depth, count;           /* count taps, the same at every depth */
  const ptrdiff_t *pixels;          /* where a tap reads, from the plane of depth 0 */
  const ptrdiff_t *weights;         /* which weight it takes, from row 0 and depth 0 */
  ptrdiff_t plane, weight_depth, weight_row, result;
} taps;

PIECE void pixel(const ptrdiff_t R, const ptrdiff_t N, const taps *t, const float *x, const float *w, float *y,
                  const float *bias, int rectify, const float *gate) {
  vector sum[6][4];
  UNROLL for (ptrdiff_t r = 0; r < R; r++)
    UNROLL for (ptrdiff_t n = 0; n < N; n++) sum[r][n] = spread(bias ? bias[r] : 0);
  const ptrdiff_t count = t->count, row = t->weight_row;
  for (ptrdiff_t d = 0; d < t->depth; d++) {
    for (ptrdiff_t i = 0; i < count; i++) {
      const float *from = x + t->pixels[i], *weight = w + t->weights[i];
      vector v[4];
      UNROLL for (ptrdiff_t n = 0; n < N; n++) v[n] = load(from + n * LANES);
      UNROLL for (ptrdiff_t r = 0; r < R; r++) {
        vector s = spread(weight[r * row]);
        UNROLL for (ptrdiff_t n = 0; n < N; n++) sum[r][n] = sum[r][n] + s * v[n];
      }
    }
    x += t->plane, w += t->weight_depth;
  }
  UNROLL for (ptrdiff_t r = 0; r < R; r++)
    UNROLL for (ptrdiff_t n = 0; n < N; n++) {
      const ptrdiff_t at = r * t->result + n * LANES;
      store(y + at, finish(sum[r][n], rectify, gate ? gate + at : 0));
    }
}

#define PIXEL(R, N) case R * 8 + N: pixel(R, N, t, x, w, y, bias, rectify, gate); break;
#define PIXELS(R) PIXEL(R, 1) PIXEL(R, 2) PIXEL(R, 3) PIXEL(R, 4)

/* All lanes of one pixel of `rows` <= 6 rows. */
static void lanes_of_pixel(const taps *t, ptrdiff_t rows, ptrdiff_t lanes, const float *x, const float *w, float *y,
                           const float *bias, int rectify, const float *gate);
WIDE static void lanes_of_pixel(const taps *t, ptrdiff_t rows, ptrdiff_t lanes, const float *xs, const float *w,
                                float *ys, const float *bias, int rectify, const float *gates) {
  const ptrdiff_t vectors = lanes / LANES, wide = quotient_up(vectors, tile_width());
  for (ptrdiff_t j = 0; j < wide; j++) {
    const ptrdiff_t first = part_start(vectors, wide, j), n = part_start(vectors, wide, j + 1) - first;
    const float *x = xs + first * LANES, *gate = gates ? gates + first * LANES : 0;
    float *y = ys + first * LANES;
    switch (rows * 8 + n) { PIXELS(1) PIXELS(2) PIXELS(3) PIXELS(4) PIXELS(5) PIXELS(6) }
  }
}

/* The taps of one dimension that exist at `at`: those of the input that a result reads (forward), or of the results
   that an input reaches (backward). Tap tap[n] is at place[n]; returns how many. */
static ptrdiff_t taps_along(int forward, ptrdiff_t at, ptrdiff_t kernel, ptrdiff_t step, ptrdiff_t pad, ptrdiff_t size,
                            ptrdiff_t *tap, ptrdiff_t *place) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < kernel; i++) {
    ptrdiff_t p = forward ? at * step + i - pad : at + pad - i;
    if (!forward && (p < 0 || p % step != 0)) continue;
    if (!forward) p /= step;
    if (p < 0 || p >= size) continue;
    tap[count] = i, place[count] = p, count++;
  }
  return count;
}

/* One pass seen as results and sources: outputs and inputs, or the reverse. */
typedef struct {
  int forward;
  ptrdiff_t rows, depth, height, width, from_height, from_width; /* rows, depth of a group; results, sources */
  ptrdiff_t weight_row, weight_depth, weight_group;
} direction;

static direction direction_of(const espalier_convolution *s, int pass) {
  const ptrdiff_t out = s->outputs / s->groups, in = s->channels / s->groups, t = s->kernel_height * s->kernel_width;
  const ptrdiff_t height = espalier_convolution_height(s), width = espalier_convolution_width(s);
  if (pass == ESPALIER_FORWARD)
    return (direction){1, out, in, height, width, s->height, s->width, in * t, t, out * in * t};
  return (direction){0, in, out, s->height, s->width, height, width, t, in * t, out * in * t};
}

/* A block is `rows` rows of pixels and one of `parts` parts of the rows of every group. */
static espalier_convolution_plan plan_rows(const espalier_convolution *s, int pass) {
  const direction d = direction_of(s, pass);
  const ptrdiff_t t = s->kernel_height * s->kernel_width;
  const ptrdiff_t taps = d.forward ? t : quotient_up(t, s->step_y * s->step_x);
  const ptrdiff_t cost = d.rows * d.depth * s->groups * taps * d.width * (s->lanes / LANES);
  espalier_convolution_plan plan = {.pass = pass, .method = ESPALIER_DIRECT, .phases = 1};
  plan.rows = most(1, least(quotient_up(d.height, 8), BLOCK / most(cost, 1)));
  plan.parts = most(1, least(quotient_up(d.rows, 6), quotient_up(cost, BLOCK)));
  plan.own = (ptrdiff_t)(sizeof(ptrdiff_t) / sizeof(float)) * 2 * (t + s->kernel_height + s->kernel_width);
  return plan;
}

static ptrdiff_t blocks_of_rows(const espalier_convolution *s, const espalier_convolution_plan *plan) {
  return quotient_up(direction_of(s, plan->pass).height, plan->rows) * plan->parts;
}

static void run_rows(const espalier_convolution *s, const espalier_convolution_plan *plan,
                     const espalier_convolution_operands *o, ptrdiff_t block, float *own) {
  const direction d = direction_of(s, plan->pass);
  const ptrdiff_t kh = s->kernel_height, kw = s->kernel_width, lanes = s->lanes;
  const ptrdiff_t first = block / plan->parts * plan->rows, last = least(d.height, first + plan->rows);
  const ptrdiff_t part = block % plan->parts;
  const ptrdiff_t r0 = part_start(d.rows, plan->parts, part), r1 = part_start(d.rows, plan->parts, part + 1);
  const ptrdiff_t high = quotient_up(r1 - r0, 6);
  const ptrdiff_t plane = d.height * d.width * lanes, from_plane = d.from_height * d.from_width * lanes;
  ptrdiff_t *pixels = (ptrdiff_t *)(void *)own, *weights = pixels + kh * kw;
  ptrdiff_t *tap_y = weights + kh * kw, *place_y = tap_y + kh, *tap_x = place_y + kh, *place_x = tap_x + kw;
  taps t = {.depth = d.depth, .pixels = pixels, .weights = weights, .plane = from_plane, .result = plane,
            .weight_depth = d.weight_depth, .weight_row = d.weight_row};
  const float *source = d.forward ? o->x : o->dy, *gate = d.forward ? 0 : o->gate;
  float *result = d.forward ? o->y : o->dx;
  for (ptrdiff_t y = first; y < last; y++) {
    const ptrdiff_t down = taps_along(d.forward, y, kh, s->step_y, s->pad_y, d.from_height, tap_y, place_y);
    for (ptrdiff_t g = 0; g < s->groups; g++)
      for (ptrdiff_t i = 0; i < high; i++) {
        const ptrdiff_t r = r0 + part_start(r1 - r0, high, i), count = r0 + part_start(r1 - r0, high, i + 1) - r;
        const ptrdiff_t row = g * d.rows + r, at = row * plane + y * d.width * lanes;
        const float *w = o->w + g * d.weight_group + r * d.weight_row;
        ptrdiff_t listed = -1; /* the pixel with all taps across that the lists were last made for */
        for (ptrdiff_t x = 0; x < d.width; x++) {
          const ptrdiff_t across = taps_along(d.forward, x, kw, s->step_x, s->pad_x, d.from_width, tap_x, place_x);
          ptrdiff_t shift = 0;
          if (across == kw && listed >= 0) {
            shift = (x - listed) * (d.forward ? s->step_x : 1) * lanes;
          } else {
            for (ptrdiff_t i = 0; i < down; i++)
              for (ptrdiff_t j = 0; j < across; j++) {
                pixels[i * across + j] = (place_y[i] * d.from_width + place_x[j]) * lanes;
                weights[i * across + j] = tap_y[i] * kw + tap_x[j];
              }
            t.count = down * across;
            listed = across == kw && (d.forward || s->step_x == 1) ? x : -1;
          }
          lanes_of_pixel(&t, count, lanes, source + g * d.depth * from_plane + shift, w, result + at + x * lanes,
                         d.forward && o->bias ? o->bias + row : 0, d.forward && o->rectify,
                         gate ? gate + at + x * lanes : 0);
        }
      }
  }
}

espalier_convolution_plan espalier_plan_direct(const espalier_convolution *s, int pass) {
  return pass == ESPALIER_WEIGHT_GRADIENT ? espalier_plan_correlation(s) : plan_rows(s, pass);
}

ptrdiff_t espalier_direct_blocks(const espalier_convolution *s, const espalier_convolution_plan *plan) {
  return plan->pass == ESPALIER_WEIGHT_GRADIENT ? espalier_correlation_blocks(plan) : blocks_of_rows(s, plan);
}

void espalier_direct_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                         const espalier_convolution_operands *o, ptrdiff_t block, float *own) {
  if (plan->pass == ESPALIER_WEIGHT_GRADIENT) espalier_correlation_run(s, plan, o, block, own);
  else run_rows(s, plan, o, block, own);
}
