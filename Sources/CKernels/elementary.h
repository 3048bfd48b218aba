#pragma once
#include "wide.h"

/* Exponentials, logarithms and angles of one float, written so that a loop over them becomes vectors. Multiplication and
   addition must be rounded apart where these are used: FP_CONTRACT OFF. */

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

/* exp(x) for x <= 88: 2^n exp(r) with n the integer next to x / ln 2, so |r| <= ln 2 / 2, and
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

/* ln(1 + y) for 0 <= y <= 1, to 2 ulp: what rounding 1 + y loses is put back by the slope of the logarithm. */
PIECE float logarithm_of_one_and(float y) {
  const float sum = 1 + y;
  const float kept = sum - 1;
  const float quotient = y / (kept == 0 ? 1 : kept);
  return kept == 0 ? y : logarithm(sum) * quotient;
}

/* Sine and cosine of `turns` whole turns, 0 <= turns < 1, to 1e-7: the quadrant next to the angle, and polynomials of
   the rest, at most an eighth of a turn. */
PIECE void sine_and_cosine(float turns, float *sine, float *cosine) {
  const float quarter = turns * 4;
  const float shifted = quarter + 0x1.8p+23f; /* rounds to an integer, as in exponential */
  const float x = (quarter - (shifted - 0x1.8p+23f)) * 0x1.921fb6p+0f;
  const float t = x * x;
  float s = t * -1.9515295891e-4f + 8.3321608736e-3f;
  s = s * t - 1.6666654611e-1f;
  s = x + x * (t * s);
  float c = t * 2.443315711809948e-5f - 1.388731625493765e-3f;
  c = c * t + 4.166664568298827e-2f;
  c = (1 - 0.5f * t) + t * t * c;
  const uint32_t quadrant = bits_of(shifted) & 3;
  const float along = quadrant & 1 ? s : c, across = quadrant & 1 ? c : s;
  *cosine = (quadrant + 1) & 2 ? -along : along;
  *sine = quadrant & 2 ? -across : across;
}
