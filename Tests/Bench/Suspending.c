// Preloaded into a server that Valgrind runs. Valgrind 3.19 writes to the mask of sigsuspend and
// dies where it is constant, as it is where libdispatch parks the main thread.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
  sigset_t copy = *mask;
  return (int)syscall(SYS_rt_sigsuspend, &copy, 8);
}
