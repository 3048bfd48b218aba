#include "optimizers.h"
#include "wide.h"

/* A multiplication and an addition stay two roundings on every instruction set. */
#pragma STDC FP_CONTRACT OFF

/* The constants in the calls below leave one plain loop a case. */
PIECE void sgd(float *restrict w, const float *restrict g, float *restrict v, const uint8_t *restrict mask,
               ptrdiff_t count, const espalier_sgd *rule, int remembers, int masked) {
  const float rate = rule->rate, momentum = rule->momentum, decay = rule->decay;
  /* What v and the gradient have in the step. */
  const float past = rule->nesterov ? momentum : 1, own = rule->nesterov ? 1 : 0;
  for (ptrdiff_t i = 0; i < count; i++) {
    const float slope = g[i] + decay * w[i];
    const int kept = masked ? mask[i] : 1;
    float step = slope;
    if (remembers) {
      const float next = momentum * v[i] + slope;
      v[i] = kept ? next : 0;
      step = own * slope + past * next;
    }
    const float moved = w[i] - rate * step;
    w[i] = kept ? moved : 0;
  }
}

WIDE void espalier_sgd_step(float *w, const float *g, float *v, const uint8_t *mask, ptrdiff_t count,
                            const espalier_sgd *rule) {
  if (v && mask) sgd(w, g, v, mask, count, rule, 1, 1);
  if (v && !mask) sgd(w, g, v, 0, count, rule, 1, 0);
  if (!v && mask) sgd(w, g, 0, mask, count, rule, 0, 1);
  if (!v && !mask) sgd(w, g, 0, 0, count, rule, 0, 0);
}

PIECE void adam(float *restrict w, const float *restrict g, float *restrict m, float *restrict v,
                const uint8_t *restrict mask, ptrdiff_t count, const espalier_adam *rule, int masked) {
  const float fresh1 = rule->fresh1, beta2 = rule->beta2, fresh2 = rule->fresh2, epsilon = rule->epsilon;
  const float scale = rule->scale, root = rule->root, decay = rule->decay, keep = rule->keep;
  for (ptrdiff_t i = 0; i < count; i++) {
    const float slope = g[i] + decay * w[i];
    const float first = m[i] + fresh1 * (slope - m[i]);
    const float second = beta2 * v[i] + fresh2 * slope * slope;
    const float moved = keep * w[i] - scale * first / (__builtin_elementwise_sqrt(second) * root + epsilon);
    const int kept = masked ? mask[i] : 1;
    m[i] = kept ? first : 0;
    v[i] = kept ? second : 0;
    w[i] = kept ? moved : 0;
  }
}

WIDE void espalier_adam_step(float *w, const float *g, float *m, float *v, const uint8_t *mask, ptrdiff_t count,
                             const espalier_adam *rule) {
  if (mask)
    adam(w, g, m, v, mask, count, rule, 1);
  else
    adam(w, g, m, v, 0, count, rule, 0);
}

PIECE double square_sum(const float *g, const uint8_t *mask, ptrdiff_t count, int masked) {
  double part[LANES] = {0};
  const ptrdiff_t whole = count - count % LANES;
  for (ptrdiff_t start = 0; start < whole; start += LANES)
    for (ptrdiff_t i = 0; i < LANES; i++) {
      const double x = masked && !mask[start + i] ? 0 : g[start + i];
      part[i] += x * x;
    }
  for (ptrdiff_t i = whole; i < count; i++) {
    const double x = masked && !mask[i] ? 0 : g[i];
    part[i - whole] += x * x;
  }
  double sum = 0;
  for (ptrdiff_t i = 0; i < LANES; i++) sum += part[i];
  return sum;
}

WIDE double espalier_square_sum(const float *g, const uint8_t *mask, ptrdiff_t count) {
  return mask ? square_sum(g, mask, count, 1) : square_sum(g, 0, count, 0);
}

WIDE void espalier_scale(float *g, ptrdiff_t count, float factor) {
  for (ptrdiff_t i = 0; i < count; i++) g[i] *= factor;
}

WIDE void espalier_clamp(float *g, ptrdiff_t count, float limit) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const float above = g[i] < -limit ? -limit : g[i];
    g[i] = above > limit ? limit : above;
  }
}
