#include "labels.h"
#include "losses.h"

/* A multiplication and an addition stay two roundings, so that the bits are the same on every instruction set. */
#pragma STDC FP_CONTRACT OFF

WIDE espalier_loss_sums espalier_squared_error_lanes(const float *z, const float *t, const ptrdiff_t *labels,
                                                     float *gradient, float *losses, ptrdiff_t outputs,
                                                     ptrdiff_t count, ptrdiff_t stride, float scale) {
  espalier_loss_sums sums = {0, 0};
  const float share = 1 / (float)outputs, slope = 2 * share * scale;
  for (ptrdiff_t first = 0; first < stride; first += LANES) {
    int32_t label[LANES], best[LANES];
    float total[LANES] = {0}, top[LANES];
    take_labels(label, labels, first, labels ? count : 0);
    for (ptrdiff_t i = 0; i < LANES; i++) {
      top[i] = -__builtin_inff();
      best[i] = -1;
    }
    for (ptrdiff_t c = 0; c < outputs; c++) {
      const ptrdiff_t row = c * stride + first;
      float difference[LANES];
      for (ptrdiff_t i = 0; i < LANES; i++) {
        const float x = z[row + i];
        best[i] = x > top[i] ? (int32_t)c : best[i];
        top[i] = x > top[i] ? x : top[i];
        difference[i] = x - (label[i] == (int32_t)c ? 1.0f : 0.0f);
      }
      if (t)
        for (ptrdiff_t i = 0; i < LANES; i++) difference[i] = z[row + i] - t[row + i];
      for (ptrdiff_t i = 0; i < LANES; i++) total[i] += difference[i] * difference[i];
      if (gradient)
        for (ptrdiff_t i = 0; i < LANES; i++) gradient[row + i] = first + i < count ? slope * difference[i] : 0;
    }
    for (ptrdiff_t i = 0; i < LANES; i++) {
      const float loss = first + i < count ? share * total[i] : 0;
      if (losses) losses[first + i] = loss;
      sums.loss += loss;
      sums.correct += label[i] >= 0 && best[i] == label[i];
    }
  }
  return sums;
}
