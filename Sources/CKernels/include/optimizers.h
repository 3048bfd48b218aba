#pragma once
#include <stddef.h>
#include <stdint.h>

/* How a gradient becomes a step. Multiplication and addition are rounded apart, so the bits are the same on every
   instruction set, and every weight is by itself, so a range may be cut anywhere. mask may be NULL; where it is 0, the
   weight and all that is remembered of it become 0: no decay, no momentum and no gradient brings it back. */

/* Stochastic gradient descent as PyTorch defines it. */
typedef struct {
  float rate, momentum, decay;
  int nesterov;
} espalier_sgd;

/* g += decay w; v = momentum v + g; w -= rate (nesterov ? g + momentum v : v). v may be NULL when momentum is 0. */
void espalier_sgd_step(float *w, const float *g, float *v, const uint8_t *mask, ptrdiff_t count,
                       const espalier_sgd *rule);

/* Adam and AdamW as PyTorch defines them: fresh1 = 1 - beta1, fresh2 = 1 - beta2, scale = rate / (1 - beta1^t),
   root = 1 / sqrt(1 - beta2^t), each rounded once; decay is the weight of w in the gradient (Adam), keep = 1 - rate
   decay shrinks w by itself (AdamW); 0 and 1 for none. */
typedef struct {
  float fresh1, beta2, fresh2, epsilon, scale, root, decay, keep;
} espalier_adam;

/* g += decay w; m += fresh1 (g - m); v = beta2 v + fresh2 g g; w = keep w - scale m / (sqrt(v) root + epsilon). */
void espalier_adam_step(float *w, const float *g, float *m, float *v, const uint8_t *mask, ptrdiff_t count,
                        const espalier_adam *rule);

/* The sum of squares of g where mask, which may be NULL, is not 0, in double precision and in an order that depends on
   count alone. */
double espalier_square_sum(const float *g, const uint8_t *mask, ptrdiff_t count);

/* g[i] *= factor. */
void espalier_scale(float *g, ptrdiff_t count, float factor);

/* g[i] = min(max(g[i], -limit), limit); a NaN stays one. */
void espalier_clamp(float *g, ptrdiff_t count, float limit);
