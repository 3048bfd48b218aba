#include "CKernels.h"

#include <math.h>
#include <string.h>

/* A multiplication and an addition stay two roundings on every instruction set. */
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDE
#endif

WIDE void espalier_rectify_gradient(float *restrict d, const float *restrict y, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) d[i] = y[i] > 0 ? d[i] : 0;
}

WIDE ptrdiff_t espalier_first_not_finite(const float *x, ptrdiff_t count) {
  const uint32_t exponent = 0x7f800000;
  const ptrdiff_t block = 1024;
  for (ptrdiff_t start = 0; start < count; start += block) {
    ptrdiff_t end = start + block < count ? start + block : count;
    int found = 0;
    for (ptrdiff_t i = start; i < end; i++) {
      uint32_t bits;
      memcpy(&bits, x + i, sizeof bits);
      found |= (bits & exponent) == exponent;
    }
    if (!found) continue;
    for (ptrdiff_t i = start; i < end; i++)
      if (!isfinite(x[i])) return i;
  }
  return count;
}
