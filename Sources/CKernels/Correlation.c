#include <string.h>

#include "Passes.h"
#include "Sums.h"

/* dw for R outputs and G taps at once: R x G vectors of partial sums stay in registers over `height` rows of `width`
   pixels, then each is added up. A tap is a place in the padded image. */
typedef struct {
  ptrdiff_t height, width, lanes;
  ptrdiff_t plane, row;               /* from output to output, from row to row of dy */
  ptrdiff_t from_row, from_column;    /* what a step down or across is in x */
  ptrdiff_t onto;                     /* from output to output of dw */
} field;

INLINE void correlate(const ptrdiff_t R, const ptrdiff_t G, const field *f, const float *dy, const float *x,
                      const ptrdiff_t *offset, float *dw, int add) {
  vector sum[5][9];
  const float *tap[9];
  UNROLL for (ptrdiff_t r = 0; r < R; r++)
    UNROLL for (ptrdiff_t g = 0; g < G; g++) sum[r][g] = spread(0);
  UNROLL for (ptrdiff_t g = 0; g < G; g++) tap[g] = x + offset[g];
  const ptrdiff_t plane = f->plane;
  for (ptrdiff_t v = 0; v < f->height; v++)
    for (ptrdiff_t u = 0; u < f->width; u++) {
      const float *d = dy + v * f->row + u * f->lanes;
      const ptrdiff_t at = v * f->from_row + u * f->from_column;
      for (ptrdiff_t lane = 0; lane < f->lanes; lane += VECTOR) {
        vector e[5];
        UNROLL for (ptrdiff_t r = 0; r < R; r++) e[r] = load(d + r * plane + lane);
        UNROLL for (ptrdiff_t g = 0; g < G; g++) {
          vector s = load(tap[g] + at + lane);
          UNROLL for (ptrdiff_t r = 0; r < R; r++) sum[r][g] = sum[r][g] + e[r] * s;
        }
      }
    }
  UNROLL for (ptrdiff_t r = 0; r < R; r++)
    UNROLL for (ptrdiff_t g = 0; g < G; g++) {
      float *to = dw + r * f->onto + g;
      *to = total(sum[r][g]) + (add ? *to : 0);
    }
}

#define CASE(R, G) case R * 16 + G: correlate(R, G, f, dy, x, offset, dw, add); break;
#define CASES(G) CASE(1, G) CASE(2, G) CASE(3, G) CASE(4, G)

WIDE static void correlate_tile(ptrdiff_t r, ptrdiff_t g, const field *f, const float *dy, const float *x,
                                const ptrdiff_t *offset, float *dw, int add) {
  switch (r * 16 + g) {
    CASES(1) CASES(2) CASES(3) CASES(4) CASES(5) CASES(6) CASE(5, 5) CASE(1, 9) CASE(2, 9) CASE(3, 9)
  }
}

/* A block is one of parts parts of the outputs of every group and one of panels parts of its channels; `rows` and
   `columns` are the outputs and taps taken at once. Where there is padding, phase 0 copies x into a wider frame. */
espalier_convolution_plan espalier_plan_correlation(const espalier_convolution *s) {
  const ptrdiff_t taps = s->kernel_height * s->kernel_width;
  const ptrdiff_t out = s->outputs / s->groups, in = s->channels / s->groups;
  const ptrdiff_t pixels = espalier_convolution_height(s) * espalier_convolution_width(s);
  const int padded = s->pad_y > 0 || s->pad_x > 0;
  espalier_convolution_plan plan = {.pass = ESPALIER_WEIGHT_GRADIENT, .method = ESPALIER_DIRECT};
  plan.phases = padded ? 2 : 1;
  plan.rows = taps == 9 ? 3 : taps == 25 ? 5 : 4, plan.columns = taps == 9 ? 9 : taps == 25 ? 5 : 6;
  plan.shared = padded ? s->channels * (s->height + 2 * s->pad_y) * (s->width + 2 * s->pad_x) * s->lanes : 0;
  const ptrdiff_t cost = out * in * taps * s->groups * pixels * (s->lanes / VECTOR);
  const ptrdiff_t wanted = most(8, quotient_up(cost, BLOCK)), high = quotient_up(out, plan.rows);
  if (s->channels * s->height * s->width > s->outputs * pixels) {
    plan.panels = least(in, wanted);
    plan.parts = least(high, quotient_up(wanted, plan.panels));
  } else {
    plan.parts = least(high, wanted);
    plan.panels = least(in, quotient_up(wanted, plan.parts));
  }
  return plan;
}

ptrdiff_t espalier_correlation_blocks(const espalier_convolution *s, const espalier_convolution_plan *plan,
                                      ptrdiff_t phase) {
  return phase < plan->phases - 1 ? s->channels : plan->parts * plan->panels;
}

static void frame(const espalier_convolution *s, const float *x, float *to, ptrdiff_t c) {
  const ptrdiff_t row = s->width * s->lanes, side = s->pad_x * s->lanes, wide = row + 2 * side;
  const ptrdiff_t height = s->height + 2 * s->pad_y;
  to += c * height * wide, x += c * s->height * row;
  for (ptrdiff_t y = 0; y < height; y++, to += wide) {
    if (y < s->pad_y || y >= s->pad_y + s->height) {
      memset(to, 0, (size_t)wide * sizeof(float));
      continue;
    }
    memset(to, 0, (size_t)side * sizeof(float));
    memcpy(to + side, x + (y - s->pad_y) * row, (size_t)row * sizeof(float));
    memset(to + side + row, 0, (size_t)side * sizeof(float));
  }
}

void espalier_correlation_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                              const espalier_convolution_operands *o, ptrdiff_t phase, ptrdiff_t block, float *shared) {
  if (phase < plan->phases - 1) return frame(s, o->x, shared, block);
  const ptrdiff_t taps = s->kernel_height * s->kernel_width, kw = s->kernel_width;
  const ptrdiff_t out = s->outputs / s->groups, in = s->channels / s->groups;
  const ptrdiff_t height = espalier_convolution_height(s), width = espalier_convolution_width(s);
  const ptrdiff_t wide = (s->width + 2 * s->pad_x) * s->lanes, x_plane = (s->height + 2 * s->pad_y) * wide;
  const ptrdiff_t part = block / plan->panels, panel = block % plan->panels;
  const ptrdiff_t k0 = part_start(out, plan->parts, part), k1 = part_start(out, plan->parts, part + 1);
  const ptrdiff_t j0 = part_start(in, plan->panels, panel) * taps, j1 = part_start(in, plan->panels, panel + 1) * taps;
  const ptrdiff_t high = quotient_up(k1 - k0, plan->rows), many = quotient_up(j1 - j0, plan->columns);
  const ptrdiff_t row = width * s->lanes, rows = most(1, 4096 / (plan->rows * row));
  const float *x = plan->phases > 1 ? shared : o->x;
  field f = {.width = width, .lanes = s->lanes, .plane = height * row, .row = row, .from_row = s->step_y * wide,
             .from_column = s->step_x * s->lanes, .onto = in * taps};
  for (ptrdiff_t g = 0; g < s->groups; g++)
    for (ptrdiff_t y = 0; y < height; y += rows) {
      f.height = least(rows, height - y);
      const float *from = x + g * in * x_plane + y * f.from_row;
      for (ptrdiff_t i = 0; i < high; i++) {
        const ptrdiff_t k = g * out + k0 + part_start(k1 - k0, high, i);
        const ptrdiff_t r = g * out + k0 + part_start(k1 - k0, high, i + 1) - k;
        for (ptrdiff_t m = 0; m < many; m++) {
          const ptrdiff_t j = j0 + part_start(j1 - j0, many, m), count = j0 + part_start(j1 - j0, many, m + 1) - j;
          ptrdiff_t offset[9];
          for (ptrdiff_t n = 0; n < count; n++) {
            const ptrdiff_t c = (j + n) / taps, tap = (j + n) % taps;
            offset[n] = c * x_plane + tap / kw * wide + tap % kw * s->lanes;
          }
          correlate_tile(r, count, &f, o->dy + k * f.plane + y * row, from, offset, o->dw + k * f.onto + j, y > 0);
        }
      }
    }
}
