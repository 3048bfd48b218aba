#pragma once
#include "vectors.h"

/* c[r][n] (+)= sum over d of a[r][d] b[d][n], with vectors columns of 16 floats. Leading dimensions lda, ldb, ldc. */
void espalier_product(float *c, ptrdiff_t ldc, const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb,
                      ptrdiff_t rows, ptrdiff_t depth, ptrdiff_t vectors, int add);
