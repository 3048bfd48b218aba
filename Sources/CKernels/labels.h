#pragma once
#include "wide.h"

/* The labels of a block of lanes; -1 where no sample is. */
PIECE void take_labels(int32_t label[LANES], const ptrdiff_t *labels, ptrdiff_t first, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < LANES; i++) label[i] = first + i < count ? (int32_t)labels[first + i] : -1;
}
