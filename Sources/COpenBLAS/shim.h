#include <cblas.h>
#include <stddef.h>

/* LAPACK routines that OpenBLAS exports. Debian's package has no lapacke.h beside cblas.h, so they are declared here,
   with the lengths of their character arguments last, as Fortran passes them. */
void dlatrd_(const char *uplo, const blasint *n, const blasint *nb, double *a, const blasint *lda, double *e,
             double *tau, double *w, const blasint *ldw, size_t);
void dsytd2_(const char *uplo, const blasint *n, double *a, const blasint *lda, double *d, double *e, double *tau,
             blasint *info, size_t);
void dsterf_(const blasint *n, double *d, double *e, blasint *info);
void dstemr_(const char *jobz, const char *range, const blasint *n, double *d, double *e, const double *vl,
             const double *vu, const blasint *il, const blasint *iu, blasint *m, double *w, double *z,
             const blasint *ldz, const blasint *nzc, blasint *isuppz, blasint *tryrac, double *work,
             const blasint *lwork, blasint *iwork, const blasint *liwork, blasint *info, size_t, size_t);
void dormtr_(const char *side, const char *uplo, const char *trans, const blasint *m, const blasint *n, double *a,
             const blasint *lda, double *tau, double *c, const blasint *ldc, double *work, const blasint *lwork,
             blasint *info, size_t, size_t, size_t);
