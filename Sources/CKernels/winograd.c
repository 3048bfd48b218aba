#include "winograd.h"

#include "conv_passes.h"
#include "products.h"

/* Sizes of one pass. `rows` and `depth` are outputs and channels of the product: for the gradient of the input they
   change places. A slice (one of n^2 planes) is padded by an odd number of cache lines, as n^2 streams a power of two
   apart would share one set of the cache. */
typedef struct {
  winograd_image image;
  ptrdiff_t n2, rows, depth, columns, ldu, wide, panel, u_slice, v_slice, z_slice, p_slice;
} sizes;

static ptrdiff_t slice_of(ptrdiff_t floats) {
  ptrdiff_t lines = quotient_up(floats, LANES);
  return (lines | 1) * LANES;
}

static ptrdiff_t rounded(ptrdiff_t count) { return quotient_up(count, LANES) * LANES; }

static sizes sizes_of(const espalier_convolution *s, const espalier_convolution_plan *plan) {
  const int m = plan->method;
  sizes z = {.image = {.height = s->height, .width = s->width, .lanes = s->lanes, .m = m}, .n2 = (m + 2) * (m + 2)};
  z.columns = winograd_columns(&z.image);
  const ptrdiff_t wide = plan->columns * LANES;
  z.wide = wide, z.panel = wide * WINOGRAD_PANEL;
  if (plan->pass == ESPALIER_WEIGHT_GRADIENT) {
    z.rows = s->outputs, z.depth = s->channels;
    z.ldu = rounded(z.depth);
    z.v_slice = slice_of(quotient_up(z.ldu, WINOGRAD_PANEL) * z.panel), z.z_slice = slice_of(z.rows * wide);
  } else {
    int forward = plan->pass == ESPALIER_FORWARD;
    z.rows = forward ? s->outputs : s->channels, z.depth = forward ? s->channels : s->outputs;
    z.ldu = rounded(z.depth) + LANES;
    if (plan->joint) z.wide = least(wide, 4 * LANES);
    z.v_slice = slice_of(z.depth * z.wide), z.p_slice = slice_of(plan->rows * z.wide);
  }
  z.u_slice = slice_of(z.rows * z.ldu);
  return z;
}

int espalier_winograd_applies(const espalier_convolution *s) {
  return s->kernel_height == 3 && s->kernel_width == 3 && s->step_y == 1 && s->step_x == 1 && s->pad_y == 1 &&
         s->pad_x == 1 && s->groups == 1;
}

/* Forward and input gradient. Weights are transformed first. Then either a block takes `columns` columns through all
   three steps, products for `rows` rows at a time, or, where the weights are so many that even this takes long, all
   blocks share the transformed input of `columns` columns (phase 1, 3, ...) and each makes `rows` rows of the output
   (phase 2, 4, ...). */
static espalier_convolution_plan plan_rows(const espalier_convolution *s, espalier_convolution_plan plan) {
  sizes z = sizes_of(s, &plan);
  const ptrdiff_t cost = z.n2 * z.rows * z.depth;
  plan.joint = cost * 4 > BLOCK * 2;
  if (plan.joint) {
    plan.columns = least(z.columns, 8);
    plan.rows = least(z.rows, most(6, BLOCK / (z.n2 * z.depth * plan.columns) / 6 * 6));
    plan.phases = 1 + 2 * quotient_up(z.columns, plan.columns);
  } else {
    plan.columns = least(z.columns, (z.rows + z.depth) * z.n2 * 64 * 8 <= 1300000 ? 8 : 4);
    plan.rows = least(z.rows, 48);
    plan.phases = 2;
  }
  z = sizes_of(s, &plan);
  plan.shared = z.n2 * z.u_slice + (plan.joint ? quotient_up(plan.columns, 4) * z.n2 * z.v_slice : 0);
  plan.own = z.n2 * z.p_slice + (plan.joint ? 0 : z.n2 * z.v_slice);
  return plan;
}

/* Weight gradient. Either each of `parts` slots takes its share of the columns through transforms and products, a few
   a phase, and adds to its own sum; or, where sums are large, all blocks share the transformed operands of `columns`
   columns and each adds to its plane. At last the sums are added and transformed. */
static espalier_convolution_plan plan_weights(const espalier_convolution *s, espalier_convolution_plan plan) {
  sizes z = sizes_of(s, &plan);
  const ptrdiff_t sum = z.n2 * z.u_slice, cost = z.n2 * z.rows * z.ldu;
  plan.joint = cost > 36 * 128 * 128 - 1;
  if (plan.joint) {
    plan.columns = least(z.columns, z.rows * z.depth < 40000 ? 8 : 16);
    plan.parts = 1;
    plan.phases = 2 * quotient_up(z.columns, plan.columns) + 1;
    z = sizes_of(s, &plan);
    plan.shared = sum + z.n2 * (z.v_slice + z.z_slice);
    plan.own = z.n2 * LANES * LANES;
  } else {
    plan.columns = least(z.columns, 4);
    plan.parts = most(1, least(cost > 36 * 32 * 32 ? 4 : 8, z.columns / 16));
    const ptrdiff_t share = quotient_up(z.columns, plan.parts);
    plan.panels = most(plan.columns, BLOCK / (cost + z.n2 * 12 * (z.rows + z.ldu)));
    plan.phases = quotient_up(share, plan.panels) + 1;
    z = sizes_of(s, &plan);
    plan.shared = plan.parts * sum;
    plan.own = z.n2 * (z.v_slice + z.z_slice + LANES * LANES);
  }
  return plan;
}

espalier_convolution_plan espalier_plan_winograd(const espalier_convolution *s, int pass, int m) {
  espalier_convolution_plan plan = {.pass = pass, .method = m};
  return pass == ESPALIER_WEIGHT_GRADIENT ? plan_weights(s, plan) : plan_rows(s, plan);
}

/* Rows whose weights, or sums, one block transforms. */
static ptrdiff_t transform_rows(const sizes *z) { return most(1, 4096 / z->depth); }

ptrdiff_t espalier_winograd_blocks(const espalier_convolution *s, const espalier_convolution_plan *plan,
                                   ptrdiff_t phase) {
  const sizes z = sizes_of(s, plan);
  if (plan->pass == ESPALIER_WEIGHT_GRADIENT) {
    if (phase == plan->phases - 1) return quotient_up(z.rows, transform_rows(&z));
    if (!plan->joint) return plan->parts;
    return phase % 2 == 0 ? quotient_up(z.depth, LANES) + quotient_up(z.rows, LANES) : z.n2;
  }
  if (phase == 0) return quotient_up(z.rows, transform_rows(&z));
  if (!plan->joint) return quotient_up(z.columns, plan->columns);
  return phase % 2 == 1 ? quotient_up(z.depth, LANES) : quotient_up(z.rows, plan->rows);
}

/* Rows r0 ..< r1 of the output at columns q0 ..< q1, from the transformed input v of these columns. */
static void finish_rows(const espalier_convolution_plan *plan, const espalier_convolution_operands *o, const sizes *z,
                        const float *u, const float *v, float *p, ptrdiff_t r0, ptrdiff_t r1, ptrdiff_t q0,
                        ptrdiff_t q1) {
  for (ptrdiff_t e = 0; e < z->n2; e++)
    espalier_product(p + e * z->p_slice, z->wide, u + e * z->u_slice + r0 * z->ldu, z->ldu, v + e * z->v_slice, z->wide,
                     r1 - r0, z->depth, q1 - q0, 0);
  int forward = plan->pass == ESPALIER_FORWARD;
  espalier_winograd_output(forward ? o->y : o->dx, p, z->p_slice, z->wide, &z->image, r0, r1, q0, q1,
                           forward ? o->bias : 0, forward && o->rectify, forward ? 0 : o->gate);
}

static void run_rows(const espalier_convolution *s, const espalier_convolution_plan *plan,
                     const espalier_convolution_operands *o, ptrdiff_t phase, ptrdiff_t block, float *shared,
                     float *own) {
  const sizes z = sizes_of(s, plan);
  const int forward = plan->pass == ESPALIER_FORWARD;
  const float *x = forward ? o->x : o->dy;
  if (phase == 0) {
    const ptrdiff_t rows = transform_rows(&z), whole = s->channels * 9;
    espalier_winograd_weights(shared, z.u_slice, z.ldu, o->w, block * rows, least(z.rows, (block + 1) * rows), z.depth,
                              forward ? whole : 9, forward ? 9 : whole, !forward, plan->method);
    return;
  }
  if (!plan->joint) {
    const ptrdiff_t q0 = block * plan->columns, q1 = least(z.columns, q0 + plan->columns);
    float *v = own, *p = own + z.n2 * z.v_slice;
    espalier_winograd_input(v, z.v_slice, z.wide, x, &z.image, 0, z.depth, q0, q1);
    for (ptrdiff_t r = 0; r < z.rows; r += plan->rows)
      finish_rows(plan, o, &z, shared, v, p, r, least(z.rows, r + plan->rows), q0, q1);
    return;
  }
  /* Four columns at a time, so that what a product reads lies together. */
  const ptrdiff_t start = (phase - 1) / 2 * plan->columns, end = least(z.columns, start + plan->columns);
  float *v = shared + z.n2 * z.u_slice;
  for (ptrdiff_t q0 = start; q0 < end; q0 += 4, v += z.n2 * z.v_slice) {
    const ptrdiff_t q1 = least(end, q0 + 4);
    if (phase % 2 == 1)
      espalier_winograd_input(v, z.v_slice, z.wide, x, &z.image, block * LANES,
                              least(z.depth, (block + 1) * LANES), q0, q1);
    else
      finish_rows(plan, o, &z, shared, v, own, block * plan->rows, least(z.rows, (block + 1) * plan->rows), q0, q1);
  }
}

/* u (+)= dy v^T in one plane, for `columns` columns. */
static void correlate(const sizes *z, float *u, const float *dy, const float *v, ptrdiff_t columns, int add) {
  for (ptrdiff_t c = 0; c < z->ldu; c += WINOGRAD_PANEL, v += z->panel)
    espalier_product(u + c, z->ldu, dy, z->wide, v, WINOGRAD_PANEL, z->rows, columns * LANES,
                     least(WINOGRAD_PANEL, z->ldu - c) / LANES, add);
}

static void run_weights(const espalier_convolution *s, const espalier_convolution_plan *plan,
                        const espalier_convolution_operands *o, ptrdiff_t phase, ptrdiff_t block, float *shared,
                        float *own) {
  const sizes z = sizes_of(s, plan);
  const ptrdiff_t sum = z.n2 * z.u_slice;
  if (phase == plan->phases - 1) {
    const ptrdiff_t rows = transform_rows(&z);
    espalier_winograd_kernel(o->dw, shared, plan->parts, sum, z.u_slice, z.ldu, block * rows,
                             least(z.rows, (block + 1) * rows), z.depth, plan->method);
    return;
  }
  if (!plan->joint) {
    float *u = shared + block * sum, *v = own, *dy = v + z.n2 * z.v_slice, *pixels = dy + z.n2 * z.z_slice;
    const ptrdiff_t start = part_start(z.columns, plan->parts, block);
    const ptrdiff_t end = part_start(z.columns, plan->parts, block + 1);
    const ptrdiff_t first = least(end, start + phase * plan->panels), last = least(end, first + plan->panels);
    for (ptrdiff_t q0 = first; q0 < last; q0 += plan->columns) {
      const ptrdiff_t q1 = least(last, q0 + plan->columns);
      espalier_winograd_input_transposed(v, z.v_slice, z.panel, o->x, &z.image, 0, z.depth, q0, q1, pixels);
      espalier_winograd_gradient(dy, z.z_slice, z.wide, o->dy, &z.image, 0, z.rows, q0, q1);
      for (ptrdiff_t e = 0; e < z.n2; e++)
        correlate(&z, u + e * z.u_slice, dy + e * z.z_slice, v + e * z.v_slice, q1 - q0, q0 > start);
    }
    return;
  }
  const ptrdiff_t q0 = phase / 2 * plan->columns, q1 = least(z.columns, q0 + plan->columns);
  const ptrdiff_t groups = quotient_up(z.depth, LANES);
  float *v = shared + sum, *dy = v + z.n2 * z.v_slice;
  if (phase % 2 == 1) {
    correlate(&z, shared + block * z.u_slice, dy + block * z.z_slice, v + block * z.v_slice, q1 - q0, phase > 1);
  } else if (block < groups) {
    espalier_winograd_input_transposed(v, z.v_slice, z.panel, o->x, &z.image, block * LANES,
                                       least(z.depth, (block + 1) * LANES), q0, q1, own);
  } else {
    const ptrdiff_t k = (block - groups) * LANES;
    espalier_winograd_gradient(dy, z.z_slice, z.wide, o->dy, &z.image, k, least(z.rows, k + LANES), q0, q1);
  }
}

void espalier_winograd_run(const espalier_convolution *s, const espalier_convolution_plan *plan,
                           const espalier_convolution_operands *o, ptrdiff_t phase, ptrdiff_t block, float *shared,
                           float *own) {
  if (plan->pass == ESPALIER_WEIGHT_GRADIENT) run_weights(s, plan, o, phase, block, shared, own);
  else run_rows(s, plan, o, phase, block, shared, own);
}
