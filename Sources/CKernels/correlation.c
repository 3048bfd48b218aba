#include <string.h>

#include "conv_passes.h"
#include "sums.h"

/* Pixels side by side of a row of dy at which the same taps exist. */
typedef struct {
  ptrdiff_t at, width;
} strip;

/* What a call sums over: `count` strips; tap t of strip n reads x at place[n * taps + t], or nothing where that is
   negative, which is zeros. */
typedef struct {
  const strip *strips;
  const ptrdiff_t *place;
  ptrdiff_t count, taps;
  const float *zeros;
  ptrdiff_t lanes, chunk;   /* floats of a pixel, and how many of them are looked at */
  ptrdiff_t from_pixel;     /* a step across in x */
  ptrdiff_t plane, onto;    /* from output to output of dy and of dw */
} field;

/* dw for R outputs and G taps at once: R x G vectors of sums stay in registers to the end. Tap g is number tap[g] of
   the channel at channel[g]. */
PIECE void correlate(const ptrdiff_t R, const ptrdiff_t G, const field *f, const float *dy, const float *x,
                      const ptrdiff_t *channel, const ptrdiff_t *tap, float *dw, int add) {
  vector sum[2 * LANES];
  UNROLL for (ptrdiff_t n = 0; n < 2 * LANES; n++) sum[n] = spread(0);
  const ptrdiff_t plane = f->plane, lanes = f->lanes, chunk = f->chunk, from_pixel = f->from_pixel;
  for (ptrdiff_t n = 0; n < f->count; n++) {
    const float *d = dy + f->strips[n].at, *from[9];
    UNROLL for (ptrdiff_t g = 0; g < G; g++) {
      const ptrdiff_t place = f->place[n * f->taps + tap[g]];
      from[g] = place < 0 ? f->zeros : x + channel[g] + place;
    }
    const ptrdiff_t width = f->strips[n].width;
    for (ptrdiff_t u = 0; u < width; u++) {
      for (ptrdiff_t lane = 0; lane < chunk; lane += LANES) {
        vector e[5];
        UNROLL for (ptrdiff_t r = 0; r < R; r++) e[r] = load(d + r * plane + lane);
        UNROLL for (ptrdiff_t g = 0; g < G; g++) {
          vector s = load(from[g] + u * from_pixel + lane);
          UNROLL for (ptrdiff_t r = 0; r < R; r++) sum[r * G + g] = sum[r * G + g] + e[r] * s;
        }
      }
      d += lanes;
    }
  }
  float added[2 * LANES];
  store(added, totals(sum));
  if (R * G > LANES) store(added + LANES, totals(sum + LANES));
  for (ptrdiff_t r = 0; r < R; r++)
    for (ptrdiff_t g = 0; g < G; g++) {
      float *to = dw + r * f->onto + g;
      *to = added[r * G + g] + (add ? *to : 0);
    }
}

#define CASE(R, G) case R * 16 + G: correlate(R, G, f, dy, x, channel, tap, dw, add); break;
#define CASES(G) CASE(1, G) CASE(2, G) CASE(3, G) CASE(4, G)

static void correlate_tile(ptrdiff_t r, ptrdiff_t g, const field *f, const float *dy, const float *x,
                           const ptrdiff_t *channel, const ptrdiff_t *tap, float *dw, int add);
WIDE static void correlate_tile(ptrdiff_t r, ptrdiff_t g, const field *f, const float *dy, const float *x,
                                const ptrdiff_t *channel, const ptrdiff_t *tap, float *dw, int add) {
  switch (r * 16 + g) {
    CASES(1) CASES(2) CASES(3) CASES(4) CASES(5) CASES(6) CASE(5, 5) CASE(1, 9) CASE(2, 9) CASE(3, 9)
  }
}

/* How dw is cut: `outputs` outputs and `taps` taps in registers, `rows` rows of dy and `chunk` lanes at a time, so that
   what is read again stays in the first two caches. */
typedef struct {
  ptrdiff_t height, width, out, in, taps, outputs, group, rows, chunk;
  int taps_last; /* the inner loop is over taps, not over outputs */
} cut;

static cut cut_of(const espalier_convolution *s) {
  cut c = {.height = espalier_convolution_height(s), .width = espalier_convolution_width(s),
           .out = s->outputs / s->groups, .in = s->channels / s->groups, .taps = s->kernel_height * s->kernel_width};
  c.outputs = c.taps == 9 ? 3 : c.taps == 25 ? 5 : 4, c.group = c.taps == 9 ? 9 : c.taps == 25 ? 5 : 6;
  if (tile_width() == 1) c.outputs = 2, c.group = 3;
  const ptrdiff_t cache = 16384, span = s->kernel_height * s->width;
  c.chunk = s->lanes * span <= cache ? s->lanes : least(s->lanes, 4 * LANES);
  c.rows = least(c.height, most(1, 4096 / (c.outputs * c.width * c.chunk)));
  c.taps_last = c.taps != 9;
  return c;
}

/* A block is one of `parts` parts of the outputs of every group and one of `panels` parts of its channels. */
espalier_convolution_plan espalier_plan_correlation(const espalier_convolution *s) {
  const cut c = cut_of(s);
  espalier_convolution_plan plan = {.pass = ESPALIER_WEIGHT_GRADIENT, .method = ESPALIER_DIRECT, .phases = 1};
  const ptrdiff_t cost = c.out * c.in * c.taps * s->groups * c.height * c.width * (s->lanes / LANES);
  const ptrdiff_t wanted = most(8, quotient_up(cost, BLOCK)), high = quotient_up(c.out, c.outputs);
  if (s->channels * s->height * s->width > s->outputs * c.height * c.width) {
    plan.panels = least(c.in, wanted);
    plan.parts = least(high, quotient_up(wanted, plan.panels));
  } else {
    plan.parts = least(high, wanted);
    plan.panels = least(c.in, quotient_up(wanted, plan.parts));
  }
  const ptrdiff_t word = sizeof(ptrdiff_t) / sizeof(float);
  plan.own = s->width * s->lanes + word * c.rows * c.width * (c.taps + 2);
  return plan;
}

ptrdiff_t espalier_correlation_blocks(const espalier_convolution_plan *plan) { return plan->parts * plan->panels; }

/* The strips of row v of dy, after `count` others: runs of pixels with all taps across are one strip. */
static ptrdiff_t strips_of_row(const espalier_convolution *s, const cut *c, ptrdiff_t v, strip *strips,
                               ptrdiff_t *place, ptrdiff_t count) {
  int joins = 0;
  for (ptrdiff_t u = 0; u < c->width; u++) {
    const ptrdiff_t left = u * s->step_x - s->pad_x;
    const int whole = left >= 0 && left + s->kernel_width <= s->width;
    if (whole && joins) {
      strips[count - 1].width++;
      continue;
    }
    joins = whole;
    strips[count] = (strip){(v * c->width + u) * s->lanes, 1};
    for (ptrdiff_t i = 0; i < s->kernel_height; i++)
      for (ptrdiff_t j = 0; j < s->kernel_width; j++) {
        const ptrdiff_t y = v * s->step_y - s->pad_y + i, x = left + j;
        const int exists = y >= 0 && y < s->height && x >= 0 && x < s->width;
        place[count * c->taps + i * s->kernel_width + j] = exists ? (y * s->width + x) * s->lanes : -1;
      }
    count++;
  }
  return count;
}

void espalier_correlation_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                              const espalier_convolution_operands *o, ptrdiff_t block, float *own) {
  const cut c = cut_of(s);
  const ptrdiff_t part = block / plan->panels, panel = block % plan->panels;
  const ptrdiff_t k0 = part_start(c.out, plan->parts, part), k1 = part_start(c.out, plan->parts, part + 1);
  const ptrdiff_t j0 = part_start(c.in, plan->panels, panel) * c.taps;
  const ptrdiff_t j1 = part_start(c.in, plan->panels, panel + 1) * c.taps;
  const ptrdiff_t high = quotient_up(k1 - k0, c.outputs), many = quotient_up(j1 - j0, c.group);
  const ptrdiff_t x_plane = s->height * s->width * s->lanes;
  float *zeros = own;
  memset(zeros, 0, (size_t)(s->width * s->lanes) * sizeof(float));
  strip *strips = (strip *)(void *)(zeros + s->width * s->lanes);
  ptrdiff_t *place = (ptrdiff_t *)(strips + c.rows * c.width);
  field f = {.strips = strips, .place = place, .taps = c.taps, .zeros = zeros, .lanes = s->lanes,
             .from_pixel = s->step_x * s->lanes, .plane = c.height * c.width * s->lanes, .onto = c.in * c.taps};
  for (ptrdiff_t y = 0; y < c.height; y += c.rows) {
    f.count = 0;
    for (ptrdiff_t v = y; v < least(c.height, y + c.rows); v++)
      f.count = strips_of_row(s, &c, v, strips, place, f.count);
    for (ptrdiff_t g = 0; g < s->groups; g++)
      for (ptrdiff_t lane = 0; lane < s->lanes; lane += c.chunk) {
        f.chunk = least(c.chunk, s->lanes - lane);
        for (ptrdiff_t n = 0; n < high * many; n++) {
          const ptrdiff_t i = c.taps_last ? n / many : n % high, m = c.taps_last ? n % many : n / high;
          const ptrdiff_t k = g * c.out + k0 + part_start(k1 - k0, high, i);
          const ptrdiff_t r = g * c.out + k0 + part_start(k1 - k0, high, i + 1) - k;
          const ptrdiff_t j = j0 + part_start(j1 - j0, many, m), count = j0 + part_start(j1 - j0, many, m + 1) - j;
          ptrdiff_t channel[9], tap[9];
          ptrdiff_t at = j % c.taps, plane = (g * c.in + j / c.taps) * x_plane;
          for (ptrdiff_t t = 0; t < count; t++) {
            channel[t] = plane, tap[t] = at;
            if (++at == c.taps) at = 0, plane += x_plane;
          }
          correlate_tile(r, count, &f, o->dy + k * f.plane + lane, o->x + lane, channel, tap, o->dw + k * f.onto + j,
                         y > 0 || lane > 0);
        }
      }
  }
}
