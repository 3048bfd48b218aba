#pragma once
#include "vectors.h"

/* The 1-D transforms: `to` and `from` are arrays with a step, so that rows and columns of a tile go the same way.
   F(4, 3) is at the points 0, a, -a, b, -b, infinity with a = 3/4, b = 3/2, F(2, 3) at 0, 1, -1, infinity. */
#define AA (9.f / 16) /* a^2 */
#define BB (9.f / 4)  /* b^2 */
#define A1 (3.f / 4)
#define B1 (3.f / 2)

/* B^T: n to n. Row p holds the coefficients of prod (x - q) over the other points q. */
PIECE void input_line(int m, vector *to, const vector *d, ptrdiff_t step) {
#define D(i) d[i * step]
#define T(i) to[i * step]
  if (m == 2) {
    vector t0 = D(0) - D(2), t1 = D(2) + D(1), t2 = D(2) - D(1), t3 = D(3) - D(1);
    T(0) = t0, T(1) = t1, T(2) = t2, T(3) = t3;
  } else {
    vector even_a = D(4) - BB * D(2), odd_a = D(3) - BB * D(1);
    vector even_b = D(4) - AA * D(2), odd_b = D(3) - AA * D(1);
    vector t0 = AA * BB * D(0) + (D(4) - (AA + BB) * D(2)), t5 = AA * BB * D(1) + (D(5) - (AA + BB) * D(3));
    T(0) = t0, T(5) = t5;
    T(1) = even_a + A1 * odd_a, T(2) = even_a - A1 * odd_a;
    T(3) = even_b + B1 * odd_b, T(4) = even_b - B1 * odd_b;
  }
}

/* A^T: n to m. */
PIECE void output_line(int m, vector *to, const vector *d, ptrdiff_t step) {
  if (m == 2) {
    vector t0 = D(0) + (D(1) + D(2)), t1 = (D(1) - D(2)) + D(3);
    T(0) = t0, T(1) = t1;
  } else {
    vector sa = D(1) + D(2), da = D(1) - D(2), sb = D(3) + D(4), db = D(3) - D(4);
    vector t0 = D(0) + (sa + sb), t3 = D(5) + A1 * AA * da + B1 * BB * db;
    T(0) = t0, T(1) = A1 * da + B1 * db, T(2) = AA * sa + BB * sb, T(3) = t3;
  }
}

/* A: m to n. */
PIECE void gradient_line(int m, vector *to, const vector *d, ptrdiff_t step) {
  if (m == 2) {
    vector t1 = D(0) + D(1), t2 = D(0) - D(1), t3 = D(1);
    T(0) = D(0), T(1) = t1, T(2) = t2, T(3) = t3;
  } else {
    vector even_a = D(0) + AA * D(2), odd_a = D(1) + AA * D(3);
    vector even_b = D(0) + BB * D(2), odd_b = D(1) + BB * D(3);
    vector t5 = D(3);
    T(0) = D(0);
    T(1) = even_a + A1 * odd_a, T(2) = even_a - A1 * odd_a;
    T(3) = even_b + B1 * odd_b, T(4) = even_b - B1 * odd_b, T(5) = t5;
  }
}

/* 1 / prod (p - q) over the other finite points q. */
#define N0 (1 / (AA * BB))
#define NA (1 / (2 * AA * (AA - BB)))
#define NB (1 / (2 * BB * (BB - AA)))

/* G: 3 to n. */
PIECE void weight_line(int m, vector *to, const vector *d, ptrdiff_t step, ptrdiff_t from) {
  vector g0 = d[0], g1 = d[from], g2 = d[2 * from];
  if (m == 2) {
    vector even = .5f * g0 + .5f * g2, odd = .5f * g1;
    T(0) = g0, T(1) = even + odd, T(2) = even - odd, T(3) = g2;
  } else {
    vector even_a = NA * g0 + NA * AA * g2, odd_a = NA * A1 * g1;
    vector even_b = NB * g0 + NB * BB * g2, odd_b = NB * B1 * g1;
    T(0) = N0 * g0, T(1) = even_a + odd_a, T(2) = even_a - odd_a;
    T(3) = even_b + odd_b, T(4) = even_b - odd_b, T(5) = g2;
  }
}

/* G^T: n to 3. */
PIECE void kernel_line(int m, vector *to, ptrdiff_t onto, const vector *d, ptrdiff_t step) {
  if (m == 2) {
    vector sum = .5f * (D(1) + D(2)), difference = .5f * (D(1) - D(2));
    vector last = D(3);
    to[0] = D(0) + sum, to[onto] = difference, to[2 * onto] = sum + last;
  } else {
    vector sa = NA * (D(1) + D(2)), da = NA * A1 * (D(1) - D(2));
    vector sb = NB * (D(3) + D(4)), db = NB * B1 * (D(3) - D(4));
    vector last = D(5);
    to[0] = N0 * D(0) + (sa + sb), to[onto] = da + db, to[2 * onto] = AA * sa + BB * sb + last;
  }
}
#undef D
#undef T
