#pragma once
#include <stddef.h>
#include <stdint.h>

/* Losses of a batch whose samples lie side by side ("lanes"): row c of a matrix holds output c of every sample,
   rows are `stride` floats apart, stride a multiple of 16. Of its lanes the first `count` are samples; the others may
   hold anything, their gradient becomes exactly 0. A lane's numbers are the same bits wherever it stands and on any
   instruction set (no fused multiply-add). */

/* Sums over lanes, the losses added in double precision from the first lane on. */
typedef struct {
  double loss;
  ptrdiff_t correct;
} espalier_loss_sums;

/* Softmax cross-entropy with label smoothing e (0 for none), as PyTorch defines it:

     loss = (1 - e) nll(label) + e / classes  Sum_c nll(c),    nll(c) = ln Sum_k exp(z_k - max) - (z_c - max)
     gradient_c = scale (softmax(z)_c - (1 - e) [c = label] - e / classes)

   z, gradient: [classes][stride]; labels: [count], each 0 ... classes - 1; losses: [stride], receives the lanes'
   losses, 0 where no sample is. gradient and losses may be NULL; gradient may be z. A lane is counted as correct if its
   largest logit is the label's; ties go to the first class, a NaN is never the largest. A lane with a NaN or an
   infinity of the wrong sign has a loss that is not finite. exp and ln err by at most 2 ulp; an exponential below the
   smallest normal number is 0. */
espalier_loss_sums espalier_softmax_lanes(const float *z, const ptrdiff_t *labels, float *gradient, float *losses,
                                          ptrdiff_t classes, ptrdiff_t count, ptrdiff_t stride, float smoothing,
                                          float scale);

/* Mean squared error over the outputs of a sample, the mean as in PyTorch over outputs and samples together if scale is
   1 / (samples of the batch):

     loss = 1 / outputs  Sum_c (z_c - t_c)^2,    gradient_c = scale 2 / outputs (z_c - t_c)

   t: [outputs][stride], or NULL, and then t is 1 at the label and 0 elsewhere. With labels, which may be NULL where t is
   given, lanes whose largest output is the label's are counted as above. gradient may be z. */
espalier_loss_sums espalier_squared_error_lanes(const float *z, const float *t, const ptrdiff_t *labels, float *gradient,
                                                float *losses, ptrdiff_t outputs, ptrdiff_t count, ptrdiff_t stride,
                                                float scale);

/* y[i] = exp(x[i]), x[i] <= 0 or NaN; y[i] = ln(x[i]), x[i] normal, positive; what the losses are made of, for their
   tests. count is a multiple of 16. */
void espalier_exp_lanes(float *y, const float *x, ptrdiff_t count);
void espalier_log_lanes(float *y, const float *x, ptrdiff_t count);
