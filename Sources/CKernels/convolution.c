#include "conv_passes.h"
#include "sums.h"

ptrdiff_t espalier_convolution_height(const espalier_convolution *s) {
  return (s->height + 2 * s->pad_y - s->kernel_height) / s->step_y + 1;
}

ptrdiff_t espalier_convolution_width(const espalier_convolution *s) {
  return (s->width + 2 * s->pad_x - s->kernel_width) / s->step_x + 1;
}

/* The fewest multiplications of pixels and taps. Transforms pay from 8 channels on both sides: with 3 they gain nothing,
   and images are where whole windows are exactly 0, of which sums over taps make an exact 0 too, on which the gradient
   of a ReLU behind depends. */
static int best(const espalier_convolution *s, int pass) {
  if (least(s->channels, s->outputs) < 8) return ESPALIER_DIRECT;
  const ptrdiff_t direct = pass == ESPALIER_WEIGHT_GRADIENT ? s->height * s->width * 9
                                                            : (s->height * 3 - 2) * (s->width * 3 - 2);
  const ptrdiff_t four = quotient_up(s->height, 4) * quotient_up(s->width, 4) * 36;
  const ptrdiff_t two = quotient_up(s->height, 2) * quotient_up(s->width, 2) * 16;
  if (direct <= two && direct <= four) return ESPALIER_DIRECT;
  return two < four ? ESPALIER_WINOGRAD2 : ESPALIER_WINOGRAD4;
}

espalier_convolution_plan espalier_plan_convolution(const espalier_convolution *s, int pass, int method) {
  if (method == ESPALIER_BEST) method = best(s, pass);
  if (!espalier_winograd_applies(s)) method = ESPALIER_DIRECT;
  return method == ESPALIER_DIRECT ? espalier_plan_direct(s, pass) : espalier_plan_winograd(s, pass, method);
}

ptrdiff_t espalier_convolution_blocks(const espalier_convolution *s, const espalier_convolution_plan *plan,
                                      ptrdiff_t phase) {
  return plan->method == ESPALIER_DIRECT ? espalier_direct_blocks(s, plan)
                                         : espalier_winograd_blocks(s, plan, phase);
}

void espalier_convolution_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                              const espalier_convolution_operands *o, ptrdiff_t phase, ptrdiff_t block, float *shared,
                              float *own) {
  if (plan->method == ESPALIER_DIRECT) espalier_direct_run(s, plan, o, block, own);
  else espalier_winograd_run(s, plan, o, phase, block, shared, own);
}

PIECE void row_sums(float *sums, const float *d, ptrdiff_t rows, ptrdiff_t count) {
  for (ptrdiff_t r = 0; r < rows; r++, d += count) {
    vector sum[LANES];
    UNROLL for (ptrdiff_t n = 0; n < LANES; n++) sum[n] = spread(0);
    ptrdiff_t i = 0;
    for (; i + LANES * LANES <= count; i += LANES * LANES)
      UNROLL for (ptrdiff_t n = 0; n < LANES; n++) sum[n] += load(d + i + n * LANES);
    for (; i + LANES <= count; i += LANES) sum[0] += load(d + i);
    vector rest = totals(sum);
    float whole = 0;
    for (ptrdiff_t n = 0; n < LANES; n++) whole += rest[n];
    for (; i < count; i++) whole += d[i];
    sums[r] = whole;
  }
}

WIDE void espalier_bias_gradient(float *restrict db, const float *restrict dy, ptrdiff_t outputs, ptrdiff_t count) {
  row_sums(db, dy, outputs, count);
}
