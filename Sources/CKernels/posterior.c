#include "posterior.h"

#include "elementary.h"

/* A multiplication and an addition stay two roundings on every instruction set. */
#pragma STDC FP_CONTRACT OFF

/* High and low word of a product. */
PIECE void multiply_wide(uint32_t a, uint32_t b, uint32_t *high, uint32_t *low) {
  const uint64_t product = (uint64_t)a * b;
  *high = (uint32_t)(product >> 32);
  *low = (uint32_t)product;
}

/* Sixteen blocks side by side: x[k][j] is word k of block first + j. */
PIECE void philox16(uint32_t x[4][LANES], uint64_t key, uint64_t first) {
  for (ptrdiff_t j = 0; j < LANES; j++) {
    const uint64_t counter = first + (uint64_t)j;
    x[0][j] = (uint32_t)counter;
    x[1][j] = (uint32_t)(counter >> 32);
    x[2][j] = 0;
    x[3][j] = 0;
  }
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    for (ptrdiff_t j = 0; j < LANES; j++) {
      uint32_t ah, al, bh, bl;
      multiply_wide(0xD2511F53u, x[0][j], &ah, &al);
      multiply_wide(0xCD9E8D57u, x[2][j], &bh, &bl);
      x[0][j] = bh ^ x[1][j] ^ k0;
      x[1][j] = bl;
      x[2][j] = ah ^ x[3][j] ^ k1;
      x[3][j] = al;
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

WIDE void espalier_normals(float *out, uint64_t key, uint64_t first_group, ptrdiff_t groups) {
  for (ptrdiff_t group = 0; group < groups; group++) {
    uint32_t x[4][LANES];
    philox16(x, key, (first_group + (uint64_t)group) * LANES);
    float *target = out + group * 4 * LANES;
    for (int pair = 0; pair < 2; pair++) {
      for (ptrdiff_t j = 0; j < LANES; j++) {
        const float u = (float)((int32_t)(x[2 * pair][j] >> 8) + 1) * 0x1p-24f;
        const float radius = __builtin_elementwise_sqrt(-2 * logarithm(u));
        float sine, cosine;
        sine_and_cosine((float)(int32_t)(x[2 * pair + 1][j] >> 8) * 0x1p-24f, &sine, &cosine);
        target[2 * pair * LANES + j] = radius * cosine;
        target[(2 * pair + 1) * LANES + j] = radius * sine;
      }
    }
  }
}

/* exp(-|rho|), from which deviation and slope follow without overflow. */
PIECE float decay_of(float rho) { return exponential(rho < 0 ? rho : -rho); }

PIECE float deviation(float rho, int softplus) {
  if (!softplus) return exponential(rho < 88 ? rho : 88);
  return (rho > 0 ? rho : 0) + logarithm_of_one_and(decay_of(rho));
}

PIECE void draw(const float *restrict mu, const float *restrict rho, const float *restrict eps,
                const uint8_t *restrict mask, float *restrict sigma, float *restrict w, ptrdiff_t count,
                int softplus) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const float s = deviation(rho[i], softplus);
    const float x = mu[i] + s * eps[i];
    sigma[i] = mask[i] ? s : 0;
    w[i] = mask[i] ? x : 0;
  }
}

WIDE void espalier_posterior_draw(const float *mu, const float *rho, const float *eps, const uint8_t *mask,
                                  float *sigma, float *w, ptrdiff_t count, int softplus) {
  if (softplus)
    draw(mu, rho, eps, mask, sigma, w, count, 1);
  else
    draw(mu, rho, eps, mask, sigma, w, count, 0);
}

/* What a kernel of the prior needs: ln k(w) = constant - form(w) rate, form w^2 / 2 or |w|. */
typedef struct {
  float constant, rate;
} bell;

PIECE bell bell_of(float share, float scale, int laplace) {
  const double pi = 3.14159265358979323846;
  bell b;
  b.constant = (float)(__builtin_log(share) - (laplace ? __builtin_log(2 * (double)scale)
                                                       : 0.5 * __builtin_log(2 * pi) + __builtin_log(scale)));
  b.rate = (float)(laplace ? 1 / (double)scale : 1 / ((double)scale * scale));
  return b;
}

PIECE espalier_posterior_sums gradient(float *restrict g, float *restrict g_rho, const float *restrict w,
                                       const float *restrict rho, const float *restrict sigma,
                                       const float *restrict eps, const uint8_t *restrict mask, ptrdiff_t count,
                                       float rows, float weight, bell a, bell b, int laplace, int mixed,
                                       int softplus) {
  double posterior[LANES] = {0}, before[LANES] = {0};
  const float half_log = 0x1.d67f1cp-1f; /* ln(2 pi) / 2 */
  for (ptrdiff_t start = 0; start < count; start += LANES) {
    const ptrdiff_t width = count - start < LANES ? count - start : LANES;
    for (ptrdiff_t j = 0; j < width; j++) {
      const ptrdiff_t i = start + j;
      const int kept = mask[i];
      const float x = w[i], e = eps[i], s = kept ? sigma[i] : 1;
      const float form = laplace ? __builtin_fabsf(x) : 0.5f * x * x;
      const float turn = laplace ? (x > 0 ? 1.0f : x < 0 ? -1.0f : 0.0f) : x;
      float log_prior = a.constant - form * a.rate, rate = a.rate;
      if (mixed) {
        const float other = b.constant - form * b.rate;
        const float d = other - log_prior;
        const float small = exponential(d < 0 ? d : -d);
        /* The second kernel's part of the density. */
        const float part = (d < 0 ? small : 1) / (1 + small);
        log_prior = (d < 0 ? log_prior : other) + logarithm_of_one_and(small);
        rate = a.rate + part * (b.rate - a.rate);
      }
      const float log_sigma = softplus ? logarithm(s) : rho[i];
      const float log_posterior = (-half_log - log_sigma) - 0.5f * e * e;
      const float slope = rows * g[i] + weight * (turn * rate);
      float by_rho;
      if (softplus) {
        const float decay = decay_of(rho[i]);
        const float bend = (rho[i] < 0 ? decay : 1) / (1 + decay);
        by_rho = (slope * e - weight / s) * bend;
      } else {
        by_rho = slope * e * s - weight;
      }
      g[i] = kept ? slope : 0;
      g_rho[i] = kept ? by_rho : 0;
      posterior[j] += kept ? log_posterior : 0;
      before[j] += kept ? log_prior : 0;
    }
  }
  espalier_posterior_sums sums = {0, 0};
  for (ptrdiff_t j = 0; j < LANES; j++) {
    sums.log_posterior += posterior[j];
    sums.log_prior += before[j];
  }
  return sums;
}

WIDE espalier_posterior_sums espalier_posterior_gradient(float *g, float *g_rho, const float *w, const float *rho,
                                                         const float *sigma, const float *eps, const uint8_t *mask,
                                                         ptrdiff_t count, float rows, float weight,
                                                         const espalier_prior *prior, int softplus) {
  const int mixed = prior->share < 1;
  const bell a = bell_of(prior->share, prior->first, prior->laplace);
  const bell b = mixed ? bell_of(1 - prior->share, prior->second, prior->laplace) : a;
#define CASE(laplace, mixed, softplus) \
  gradient(g, g_rho, w, rho, sigma, eps, mask, count, rows, weight, a, b, laplace, mixed, softplus)
  /* The constants leave one plain loop a case. */
  if (softplus) {
    if (prior->laplace) return mixed ? CASE(1, 1, 1) : CASE(1, 0, 1);
    return mixed ? CASE(0, 1, 1) : CASE(0, 0, 1);
  }
  if (prior->laplace) return mixed ? CASE(1, 1, 0) : CASE(1, 0, 0);
  return mixed ? CASE(0, 1, 0) : CASE(0, 0, 0);
#undef CASE
}
