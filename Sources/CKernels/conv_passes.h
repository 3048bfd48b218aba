#pragma once
#include "vectors.h"
#include "include/convolution.h"

/* What a block may cost, in vector multiplications: about 1.3 ms. */
enum { BLOCK = 4000000 };

int espalier_winograd_applies(const espalier_convolution *s);
espalier_convolution_plan espalier_plan_winograd(const espalier_convolution *s, int pass, int m);
ptrdiff_t espalier_winograd_blocks(const espalier_convolution *s, const espalier_convolution_plan *plan,
                                   ptrdiff_t phase);
void espalier_winograd_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                           const espalier_convolution_operands *o, ptrdiff_t phase, ptrdiff_t block, float *shared,
                           float *own);

espalier_convolution_plan espalier_plan_direct(const espalier_convolution *s, int pass);
ptrdiff_t espalier_direct_blocks(const espalier_convolution *s, const espalier_convolution_plan *plan);
void espalier_direct_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                         const espalier_convolution_operands *o, ptrdiff_t block, float *own);

/* The direct weight gradient. */
espalier_convolution_plan espalier_plan_correlation(const espalier_convolution *s);
ptrdiff_t espalier_correlation_blocks(const espalier_convolution_plan *plan);
void espalier_correlation_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                              const espalier_convolution_operands *o, ptrdiff_t block, float *own);
