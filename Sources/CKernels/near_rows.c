#include "near_rows.h"
#include "products.h"

#define LOAD(p) (*(const vector_anywhere *)(p))

void espalier_near_entries(float *entries, const float *queries, ptrdiff_t count, const float *rows, ptrdiff_t depth,
                           ptrdiff_t panels) {
  for (ptrdiff_t p = 0; p < panels; p++)
    espalier_product(entries + p * ESPALIER_PANEL, panels * ESPALIER_PANEL, queries, depth,
                     rows + p * ESPALIER_PANEL * depth, ESPALIER_PANEL, count, depth, ESPALIER_PANEL / LANES, 0);
}

/* Hoare's selection. */
float espalier_select(float *v, ptrdiff_t count, ptrdiff_t rank) {
  ptrdiff_t low = 0, high = count - 1, k = rank - 1;
  while (low < high) {
    const float pivot = v[low + (high - low) / 2];
    ptrdiff_t i = low, j = high;
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (pivot < v[j]) j--;
      if (i <= j) {
        const float other = v[i];
        v[i++] = v[j];
        v[j--] = other;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return v[k];
}

PIECE void least_of_groups(const float *entries, ptrdiff_t vectors, ptrdiff_t width, float *least) {
  for (ptrdiff_t g = 0; g < width; g++) ANYWHERE(least + g * LANES) = LOAD(entries + g * LANES);
  for (ptrdiff_t v = width; v < vectors; v += width) {
    const ptrdiff_t groups = v + width < vectors ? width : vectors - v;
    for (ptrdiff_t g = 0; g < groups; g++) {
      const vector e = LOAD(entries + (v + g) * LANES), l = LOAD(least + g * LANES);
      const marks less = e < l;
      ANYWHERE(least + g * LANES) = (vector)((less & (marks)e) | (~less & (marks)l));
    }
  }
}

typedef _Bool bits __attribute__((ext_vector_type(16)));

/* A bit for each lane that is marked. */
PIECE uint32_t bits_of(const marks *near) {
  const bits b = __builtin_convertvector(*near, bits);
  uint16_t word;
  memcpy(&word, &b, sizeof word);
  return word;
}

/* The rank-th smallest of at most 128 numbers: the smallest that so many do not exceed. Counting all waits for no
   guess of a branch. */
PIECE float select_few(const float *values, ptrdiff_t vectors, ptrdiff_t rank) {
  float found = __builtin_inff();
  for (ptrdiff_t i = 0; i < LANES * vectors; i++) {
    const float x = values[i];
    const vector all = {x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
    ptrdiff_t below = 0;
    for (ptrdiff_t v = 0; v < vectors; v++) {
      const marks m = LOAD(values + v * LANES) <= all;
      below += __builtin_popcount(bits_of(&m));
    }
    found = below >= rank && x < found ? x : found;
  }
  return found;
}

WIDE float espalier_near_bound(const float *entries, ptrdiff_t vectors, ptrdiff_t rank, ptrdiff_t width,
                               float *scratch) {
  least_of_groups(entries, vectors, width, scratch);
  if (rank > LANES * width) return __builtin_inff();
  return width <= 8 ? select_few(scratch, width, rank) : espalier_select(scratch, LANES * width, rank);
}

WIDE ptrdiff_t espalier_near_places(const float *entries, ptrdiff_t count, float limit, int32_t *places) {
  ptrdiff_t found = 0, i = 0;
  const vector most = {limit, limit, limit, limit, limit, limit, limit, limit,
                       limit, limit, limit, limit, limit, limit, limit, limit};
  for (; i + 4 * LANES <= count; i += 4 * LANES) {
    uint64_t near = 0;
    UNROLL for (int v = 0; v < 4; v++) {
      const marks m = LOAD(entries + i + v * LANES) <= most;
      near |= (uint64_t)bits_of(&m) << v * LANES;
    }
    for (; near; near &= near - 1) places[found++] = (int32_t)(i + __builtin_ctzll(near));
  }
  for (; i < count; i++)
    if (entries[i] <= limit) places[found++] = (int32_t)i;
  return found;
}
