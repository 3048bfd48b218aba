#include "include/batch_norm.h"

#include "wide.h"

/* Vectors added in single precision before their sum goes on in double. */
#define RUN 256

/* All ones in the lanes of samples, zero in padding, for the last vector of a row. */
PIECE void tail(marks *mark, ptrdiff_t count, ptrdiff_t stride) {
  for (int i = 0; i < LANES; i++) (*mark)[i] = stride - LANES + i < count ? -1 : 0;
}

PIECE double total(const vector *x) {
  double sum = 0;
  for (int i = 0; i < LANES; i++) sum += (double)(*x)[i];
  return sum;
}

/* The sum of (x - center), or of its square, over the samples' lanes. */
PIECE double sum_about(const float *x, ptrdiff_t pixels, ptrdiff_t count, ptrdiff_t stride, float center, int square) {
  marks last;
  tail(&last, count, stride);
  const ptrdiff_t width = stride / LANES;
  const ptrdiff_t run = width < RUN ? RUN / width : 1;
  double sum = 0;
  for (ptrdiff_t start = 0; start < pixels; start += run) {
    ptrdiff_t end = start + run < pixels ? start + run : pixels;
    vector a = {0}, b = {0};
    for (ptrdiff_t p = start; p < end; p++) {
      const float *row = x + p * stride;
      for (ptrdiff_t i = 0; i < stride - LANES; i += LANES) {
        vector d = AT(row + i) - center;
        a += square ? d * d : d;
      }
      vector d = AT(row + stride - LANES) - center;
      d = WHERE(last, d);
      b += square ? d * d : d;
    }
    a += b;
    sum += total(&a);
  }
  return sum;
}

WIDE void espalier_norm_moments(const float *x, ptrdiff_t pixels, ptrdiff_t count, ptrdiff_t stride, double *mean,
                                double *variance) {
  const double n = (double)pixels * (double)count;
  const double average = sum_about(x, pixels, count, stride, 0, 0) / n;
  const float center = (float)average;
  /* The center is rounded: its distance to the average is taken off again. */
  const double off = average - (double)center;
  *mean = average;
  const double spread = sum_about(x, pixels, count, stride, center, 1) / n - off * off;
  *variance = spread < 0 ? 0 : spread;
}

WIDE void espalier_norm_apply(const float *x, float *y, ptrdiff_t pixels, ptrdiff_t stride, float a, float b,
                              int rectify) {
  const ptrdiff_t length = pixels * stride;
  if (rectify) {
    for (ptrdiff_t i = 0; i < length; i += LANES) {
      vector z = AT(x + i) * a + b;
      AT(y + i) = WHERE(~(z < 0), z);
    }
  } else {
    for (ptrdiff_t i = 0; i < length; i += LANES) AT(y + i) = AT(x + i) * a + b;
  }
}

WIDE void espalier_norm_gradient_sums(const float *x, const float *dy, ptrdiff_t pixels, ptrdiff_t stride, float a,
                                      float b, float mean, int rectify, double *sum, double *product) {
  const ptrdiff_t length = pixels * stride;
  double sums = 0, products = 0;
  for (ptrdiff_t start = 0; start < length; start += RUN * LANES) {
    ptrdiff_t end = start + RUN * LANES < length ? start + RUN * LANES : length;
    vector s = {0}, p = {0};
    for (ptrdiff_t i = start; i < end; i += LANES) {
      vector v = AT(x + i), d = AT(dy + i);
      if (rectify) d = WHERE(v * a + b > 0, d);
      s += d;
      p += d * (v - mean);
    }
    sums += total(&s);
    products += total(&p);
  }
  *sum = sums;
  *product = products;
}

WIDE void espalier_norm_gradient(const float *x, const float *dy, float *dx, ptrdiff_t pixels, ptrdiff_t count,
                                 ptrdiff_t stride, float a, float b, float mean, float scale, float shift,
                                 float slope, int rectify) {
  marks last;
  tail(&last, count, stride);
  for (ptrdiff_t p = 0; p < pixels; p++) {
    for (ptrdiff_t i = 0; i < stride; i += LANES) {
      const ptrdiff_t at = p * stride + i;
      vector v = AT(x + at), d = AT(dy + at);
      if (rectify) d = WHERE(v * a + b > 0, d);
      vector g = scale * d - shift - slope * (v - mean);
      if (i == stride - LANES) g = WHERE(last, g);
      AT(dx + at) = g;
    }
  }
}
