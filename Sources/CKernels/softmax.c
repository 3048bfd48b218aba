#include "labels.h"
#include "losses.h"

/* A multiplication and an addition stay two roundings, so that the bits are the same on every instruction set. */
#pragma STDC FP_CONTRACT OFF

PIECE uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

PIECE float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* ln 2 in two parts; the first has 15 bits, so that its multiples are exact. */
static const float ln2_high = 0x1.62e4p-1f, ln2_low = 0x1.7f7d1cp-20f;

/* exp(x) for x <= 0: 2^n exp(r) with n the integer next to x / ln 2, so |r| <= ln 2 / 2, and
   exp(r) = 1 + r + r^2 P(r), P fitted for the least largest error (0.06 ulp before rounding). NaN stays NaN. */
PIECE float exponential(float x) {
  const float least = -0x1.5d589ep+6f; /* ln of the smallest normal number */
  const float bounded = x < least ? least : x;
  /* Adding 1.5 * 2^23 rounds to an integer, which then lies in the lowest bits. */
  const float shifted = bounded * 0x1.715476p+0f + 0x1.8p+23f;
  const float n = shifted - 0x1.8p+23f;
  const float r = (bounded - n * ln2_high) - n * ln2_low;
  float p = r * 0x1.6a2434p-10f + 0x1.1239e2p-7f;
  p = p * r + 0x1.5558f2p-5f;
  p = p * r + 0x1.555492p-3f;
  p = p * r + 0x1.fffffcp-2f;
  const float power = float_of((bits_of(shifted) + 127) << 23);
  const float y = (1 + (r + r * r * p)) * power;
  return x < least ? 0 : y;
}

/* ln(x) for normal x > 0: x = 2^n m with m in [sqrt(1/2), sqrt(2)), s = (m - 1) / (m + 1) and
   ln m = 2 s + 2 s^3 R(s^2), R fitted like P (0.02 ulp). NaN and infinity become NaN. */
PIECE float logarithm(float x) {
  const int32_t n = (int32_t)(bits_of(x) - 0x3f3504f3) >> 23; /* the bits of sqrt(1/2) */
  const float m = float_of(bits_of(x) - ((uint32_t)n << 23));
  const float s = (m - 1) / (m + 1);
  const float t = s * s;
  float p = t * 0x1.31e3a6p-3f + 0x1.995eb4p-3f;
  p = p * t + 0x1.55557ap-2f;
  const float low = 2 * s * (t * p) + (float)n * ln2_low;
  /* x - x is 0 unless x is not finite. */
  return (float)n * ln2_high + (2 * s + low) + (x - x);
}

/* What one pass over the logits of a block of lanes finds. */
typedef struct {
  float top[LANES];    /* the largest logit; a NaN is never the largest */
  float chosen[LANES]; /* the label's logit */
  int32_t best[LANES]; /* the class of the largest logit, -1 where none is */
} block;

PIECE void survey(block *found, const float *z, const int32_t *label, ptrdiff_t classes, ptrdiff_t stride) {
  for (ptrdiff_t i = 0; i < LANES; i++) {
    found->top[i] = -__builtin_inff();
    found->chosen[i] = 0;
    found->best[i] = -1;
  }
  for (ptrdiff_t c = 0; c < classes; c++) {
    for (ptrdiff_t i = 0; i < LANES; i++) {
      const float x = z[c * stride + i];
      found->best[i] = x > found->top[i] ? (int32_t)c : found->best[i];
      found->top[i] = x > found->top[i] ? x : found->top[i];
      found->chosen[i] = label[i] == (int32_t)c ? x : found->chosen[i];
    }
  }
}

WIDE espalier_loss_sums espalier_softmax_lanes(const float *z, const ptrdiff_t *labels, float *gradient, float *losses,
                                               ptrdiff_t classes, ptrdiff_t count, ptrdiff_t stride, float smoothing,
                                               float scale) {
  espalier_loss_sums sums = {0, 0};
  const float share = smoothing / (float)classes;
  const float own = scale * (1 - smoothing), others = scale * share;
  for (ptrdiff_t first = 0; first < stride; first += LANES) {
    int32_t label[LANES];
    take_labels(label, labels, first, count);
    block found;
    survey(&found, z + first, label, classes, stride);
    float total[LANES] = {0}, distances[LANES] = {0}, loss[LANES];
    for (ptrdiff_t c = 0; c < classes; c++) {
      float e[LANES];
      for (ptrdiff_t i = 0; i < LANES; i++) {
        const float below = z[c * stride + first + i] - found.top[i];
        e[i] = exponential(below);
        total[i] += e[i];
        distances[i] += below;
      }
      if (gradient) memcpy(gradient + c * stride + first, e, sizeof e);
    }
    for (ptrdiff_t i = 0; i < LANES; i++) {
      const float plain = logarithm(total[i]) - (1 - smoothing) * (found.chosen[i] - found.top[i]);
      loss[i] = label[i] < 0 ? 0 : share == 0 ? plain : plain - share * distances[i];
    }
    if (gradient) {
      float factor[LANES];
      for (ptrdiff_t i = 0; i < LANES; i++) factor[i] = scale / total[i];
      for (ptrdiff_t c = 0; c < classes; c++) {
        float *row = gradient + c * stride + first;
        for (ptrdiff_t i = 0; i < LANES; i++) {
          const float slope = (row[i] * factor[i] - (label[i] == (int32_t)c ? own : 0)) - others;
          row[i] = label[i] < 0 ? 0 : slope;
        }
      }
    }
    if (losses) memcpy(losses + first, loss, sizeof loss);
    for (ptrdiff_t i = 0; i < LANES; i++) {
      sums.loss += loss[i];
      sums.correct += label[i] >= 0 && found.best[i] == label[i];
    }
  }
  return sums;
}

WIDE void espalier_exp_lanes(float *y, const float *x, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) y[i] = exponential(x[i]);
}

WIDE void espalier_log_lanes(float *y, const float *x, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) y[i] = logarithm(x[i]);
}
