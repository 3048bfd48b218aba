#pragma once
#include <stddef.h>
#include <stdint.h>

#include "batch_norm.h"
#include "checksum.h"
#include "coarse_rows.h"
#include "columns.h"
#include "convolution.h"
#include "dense_lanes.h"
#include "distance.h"
#include "lanes.h"
#include "heap.h"
#include "line_knots.h"
#include "losses.h"
#include "near_rows.h"
#include "optimizers.h"
#include "pooling.h"
#include "posterior.h"
#include "rows.h"
#include "sparse_conv.h"
#include "sparse_dense.h"
#include "sparse_index.h"

/* The few inner loops that must run at the processor's full width. Each is compiled for several instruction sets and
   chosen when the program is loaded. None allocates; pointers may not overlap unless a comment says so. */

/* d[i] = y[i] > 0 ? d[i] : 0. */
void espalier_rectify_gradient(float *d, const float *y, ptrdiff_t count);

/* The index of the first element that is infinite or NaN, or `count`. */
ptrdiff_t espalier_first_not_finite(const float *x, ptrdiff_t count);
