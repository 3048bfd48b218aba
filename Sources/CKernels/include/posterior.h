#pragma once
#include <stddef.h>
#include <stdint.h>

/* Weights that are normal distributions, mean mu and deviation sigma each: draws, and the gradients of the variational
   loss of Bayes by Backprop (Blundell et al., arXiv:1505.05424). Arrays are flat and of equal length; where mask, which
   may not be NULL, is 0, a weight is 0 and nothing moves it. Multiplication and addition are rounded apart. */

/* 64 standard normal numbers a group from the counters of Philox 4x32-10 (Salmon et al.,
   doi:10.1145/2063384.2063405) by the Box-Muller transform: number 16 k + j of group g is made of block 16 g + j, whose
   first two words give k = 0 (cosine) and 1 (sine), the others k = 2 and 3. Radii end at 5.77: a word has 24 bits. */
void espalier_normals(float *out, uint64_t key, uint64_t first_group, ptrdiff_t groups);

/* sigma = exp(rho), or ln(1 + exp(rho)) if `softplus`; w = mu + sigma eps. rho above 88 counts as 88. */
void espalier_posterior_draw(const float *mu, const float *rho, const float *eps, const uint8_t *mask, float *sigma,
                             float *w, ptrdiff_t count, int softplus);

/* The density of a weight: share k(first) + (1 - share) k(second), k normal with mean 0 and this deviation, or Laplace's
   exp(-|w| / b) / 2b with this b. share = 1 leaves the second out. */
typedef struct {
  int laplace;
  float share, first, second;
} espalier_prior;

/* Sums over the weights with mask 1. */
typedef struct {
  double log_posterior; /* ln q(w) */
  double log_prior;     /* ln p(w) */
} espalier_posterior_sums;

/* The gradient of weight (ln q(w) - ln p(w)) + rows L, L the mean loss whose gradient by w is in g: g becomes that by
   mu, and g_rho that by rho. */
espalier_posterior_sums espalier_posterior_gradient(float *g, float *g_rho, const float *w, const float *rho,
                                                    const float *sigma, const float *eps, const uint8_t *mask,
                                                    ptrdiff_t count, float rows, float weight,
                                                    const espalier_prior *prior, int softplus);
