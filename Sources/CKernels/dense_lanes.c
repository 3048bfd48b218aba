#include "dense_lanes.h"
#include "wide.h"

/* Six rows of four vectors stay in registers: per step of the inner sum four loads and six broadcasts serve 24
   multiply-adds. Nothing is packed but the activations of the weight gradient, which must turn. */

#define UNROLLED _Pragma("clang loop unroll(full)")
#define ROWS 6
#define VECTORS 4
/* Terms of a sum before the accumulators go to memory: the activations they read stay in the second-level cache, and
   the turned block of the weight gradient in the first. */
#define TERMS 1024
#define TURNED 128

int espalier_dense_suits(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("x86-64-v4") != 0;
#else
  return 0;
#endif
}

/* out[r][v] (+)= sum over k of a[r * a_row + k * a_term] b[k][v], out rows out_row and b rows b_row floats apart. */
typedef struct {
  const float *a, *b, *bias, *gate;
  float *out;
  ptrdiff_t a_row, a_term, b_row, out_row, terms;
  int more, rectify;
} product;

/* `rows` by `width` vectors, both constants. */
PIECE void micro(const int rows, const int width, const product *p) {
  vector t[ROWS][VECTORS];
  const float *a = p->a, *b = p->b;
  UNROLLED for (int r = 0; r < rows; r++) {
    UNROLLED for (int v = 0; v < width; v++) {
      t[r][v] = (vector){0} + (p->bias ? p->bias[r] : 0);
      if (p->more) t[r][v] = ANYWHERE(p->out + r * p->out_row + v * LANES);
    }
  }
  const ptrdiff_t a_row = p->a_row, a_term = p->a_term, b_row = p->b_row;
  for (ptrdiff_t k = 0; k < p->terms; k++) {
    vector own[VECTORS];
    UNROLLED for (int v = 0; v < width; v++) own[v] = AT(b + v * LANES);
    UNROLLED for (int r = 0; r < rows; r++) {
      float scale = a[r * a_row];
      UNROLLED for (int v = 0; v < width; v++) t[r][v] += scale * own[v];
    }
    a += a_term;
    b += b_row;
  }
  UNROLLED for (int r = 0; r < rows; r++) {
    UNROLLED for (int v = 0; v < width; v++) {
      if (p->rectify) rectify16(&t[r][v]);
      if (p->gate) gate16(&t[r][v], &AT(p->gate + r * p->out_row + v * LANES));
      ANYWHERE(p->out + r * p->out_row + v * LANES) = t[r][v];
    }
  }
}

PIECE void micro_width(const int rows, ptrdiff_t width, const product *p) {
  if (width == 4) micro(rows, 4, p);
  else if (width == 3) micro(rows, 3, p);
  else if (width == 2) micro(rows, 2, p);
  else micro(rows, 1, p);
}

/* All rows of one block of `width` vectors. */
PIECE void panel(product p, ptrdiff_t rows, ptrdiff_t width) {
  for (; rows >= ROWS; rows -= ROWS) {
    micro_width(ROWS, width, &p);
    p.a += ROWS * p.a_row;
    p.out += ROWS * p.out_row;
    if (p.bias) p.bias += ROWS;
    if (p.gate) p.gate += ROWS * p.out_row;
  }
  if (rows == 5) micro_width(5, width, &p);
  else if (rows == 4) micro_width(4, width, &p);
  else if (rows == 3) micro_width(3, width, &p);
  else if (rows == 2) micro_width(2, width, &p);
  else if (rows == 1) micro_width(1, width, &p);
}

/* As even as can be: five vectors are three and two. */
PIECE ptrdiff_t even_width(ptrdiff_t vectors) {
  ptrdiff_t blocks = (vectors + VECTORS - 1) / VECTORS;
  return (vectors + blocks - 1) / blocks;
}

/* Blocks of lanes, and of terms within; bias first, gate and rectify last. */
PIECE void lanes_product(product whole, ptrdiff_t rows, ptrdiff_t stride, ptrdiff_t terms) {
  for (ptrdiff_t at = 0, width; at < stride; at += width * LANES) {
    width = even_width((stride - at) / LANES);
    for (ptrdiff_t k = 0; k == 0 || k < terms; k += TERMS) {
      int last = terms - k <= TERMS;
      product p = whole;
      p.a += k * p.a_term;
      p.b += k * p.b_row + at;
      p.out += at;
      p.gate = last && p.gate ? p.gate + at : NULL;
      p.rectify = last && p.rectify;
      p.more = k > 0;
      p.terms = last ? terms - k : TERMS;
      panel(p, rows, width);
    }
  }
}

WIDE void espalier_dense_forward(const float *w, ptrdiff_t outputs, ptrdiff_t inputs, const float *bias,
                                 const float *x, float *restrict y, ptrdiff_t stride, ptrdiff_t first,
                                 ptrdiff_t last, int rectify) {
  (void)outputs;
  product p = {w + first * inputs, x, bias ? bias + first : NULL, NULL, y + first * stride, inputs, 1, stride, stride,
               0, 0, rectify};
  lanes_product(p, last - first, stride, inputs);
}

WIDE void espalier_dense_input_gradient(const float *w, ptrdiff_t outputs, ptrdiff_t inputs, const float *dy,
                                        const float *gate, float *restrict dx, ptrdiff_t stride, ptrdiff_t first,
                                        ptrdiff_t last) {
  product p = {w + first, dy, NULL, gate ? gate + first * stride : NULL, dx + first * stride, 1, inputs, stride,
               stride, 0, 0, 0};
  lanes_product(p, last - first, stride, outputs);
}

/* turned[s][f] = x[f][s] for 16 `width` features, of which `features` exist, and `samples` samples. */
PIECE void turn(const float *x, ptrdiff_t stride, ptrdiff_t features, ptrdiff_t width, ptrdiff_t samples,
                float *turned) {
  for (ptrdiff_t f = 0; f < width * LANES; f += LANES) {
    for (ptrdiff_t s = 0; s < samples; s += LANES) {
      vector t[LANES];
      for (ptrdiff_t j = 0; j < LANES; j++) t[j] = f + j < features ? AT(x + (f + j) * stride + s) : (vector){0};
      transpose16(t);
      for (ptrdiff_t i = 0; i < LANES; i++) AT(turned + (s + i) * width * LANES + f) = t[i];
    }
  }
}

/* The last features of a row do not fill a vector: through a buffer. */
PIECE void narrow_panel(product p, ptrdiff_t rows, ptrdiff_t width, ptrdiff_t features) {
  float buffer[ROWS * VECTORS * LANES] __attribute__((aligned(64)));
  for (ptrdiff_t r = 0; r < rows; r += ROWS) {
    ptrdiff_t some = rows - r < ROWS ? rows - r : ROWS;
    product q = p;
    q.a += r * p.a_row;
    q.out = buffer;
    q.out_row = width * LANES;
    q.more = 0;
    panel(q, some, width);
    for (ptrdiff_t i = 0; i < some; i++) {
      float *out = p.out + (r + i) * p.out_row;
      for (ptrdiff_t f = 0; f < features; f++) out[f] = buffer[i * width * LANES + f] + (p.more ? out[f] : 0);
    }
  }
}

WIDE void espalier_dense_weight_gradient(ptrdiff_t outputs, ptrdiff_t inputs, const float *x, const float *dy,
                                         float *restrict dw, ptrdiff_t count, ptrdiff_t stride, ptrdiff_t first,
                                         ptrdiff_t last) {
  (void)outputs;
  float turned[TURNED * VECTORS * LANES] __attribute__((aligned(64)));
  for (ptrdiff_t i = 0, width; i < inputs; i += width * LANES) {
    width = even_width((inputs - i + LANES - 1) / LANES);
    ptrdiff_t features = inputs - i < width * LANES ? inputs - i : width * LANES;
    for (ptrdiff_t s = 0; s < count; s += TURNED) {
      ptrdiff_t samples = count - s < TURNED ? count - s : TURNED;
      turn(x + i * stride + s, stride, features, width, samples, turned);
      product p = {dy + first * stride + s, turned, NULL, NULL, dw + first * inputs + i, stride, 1, width * LANES,
                   inputs, samples, s > 0, 0};
      if (features == width * LANES) panel(p, last - first, width);
      else narrow_panel(p, last - first, width, features);
    }
  }
}
