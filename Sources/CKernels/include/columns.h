#pragma once
#include <stddef.h>

/* Sums of the columns of some rows, added row by row, and their least and most, each starting from what is there. */
void espalier_column_sums(const double *rows, ptrdiff_t count, ptrdiff_t width, double *sums, double *least,
                          double *most);
void espalier_column_sums_of_floats(const float *rows, ptrdiff_t count, ptrdiff_t width, double *sums, double *least,
                                    double *most);
