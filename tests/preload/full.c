/* SPDX-License-Identifier: MIT */
/* A disk with so many bytes left, for tests where no small disk can be mounted: writes to regular
   files draw on a number in a shared file (FULL_LEFT), and fail with ENOSPC when it is used up. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static long long *left;

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("FULL_LEFT");
    int file = path ? open(path, O_RDWR) : -1;
    if (file >= 0) {
        void *shared = mmap(0, sizeof *left, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        left = shared == MAP_FAILED ? 0 : shared;
        close(file);
    }
}

/* what is written over needs no room, as on most disks */
static int full(int file, size_t size, off_t at) {
    struct stat what;
    if (!left || *left < 0 || fstat(file, &what) || !S_ISREG(what.st_mode))
        return 0;
    long long more = (long long)at + (long long)size - (long long)what.st_size;
    if (more <= 0)
        return 0;
    if (*left < more) {
        errno = ENOSPC;
        return 1;
    }
    *left -= more;
    return 0;
}

ssize_t write(int file, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real)
        real = dlsym(RTLD_NEXT, "write");
    return full(file, size, lseek(file, 0, SEEK_CUR)) ? -1 : real(file, data, size);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    static ssize_t (*real)(int, const void *, size_t, off_t);
    if (!real)
        real = dlsym(RTLD_NEXT, "pwrite");
    return full(file, size, at) ? -1 : real(file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real)
        real = dlsym(RTLD_NEXT, "pwrite64");
    return full(file, size, at) ? -1 : real(file, data, size, at);
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags) {
    errno = ENOSYS; /* Python falls back to writing */
    return -1;
}

ssize_t sendfile(int out, int in, off_t *from, size_t size) {
    errno = ENOTSOCK; /* as above */
    return -1;
}

ssize_t sendfile64(int out, int in, off64_t *from, size_t size) {
    errno = ENOTSOCK;
    return -1;
}
