#include "elementary.h"
#include "labels.h"
#include "losses.h"

/* A multiplication and an addition stay two roundings, so that the bits are the same on every instruction set. */
#pragma STDC FP_CONTRACT OFF

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
