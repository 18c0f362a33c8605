"""Jobs side by side in threads, at most so many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TypeVar

from kayron.adapters.job import Job, Results
from kayron.adapters.patience import Patience

T = TypeVar("T")
R = TypeVar("R")


class Threads:
    """A pool of threads, kept from wave to wave."""

    def __init__(self, count: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=count, thread_name_prefix="kayron")

    def run(self, jobs: Sequence[Job], patience: Patience) -> Iterator[Results]:
        """Yield the answers of each job as they come, and stop at the deadline.

        Raises the first error of a job. Jobs that have not begun are given up then; one that is
        under way ends by its own time-outs, and nobody waits for it.
        """
        done: SimpleQueue[Future[Results]] = SimpleQueue()
        futures = [self._pool.submit(job.run) for job in jobs]
        try:
            for future in futures:
                future.add_done_callback(done.put)
            for _ in futures:
                ended = _next(done, patience)
                if ended is None:
                    return
                yield ended.result()
        finally:
            for future in futures:
                future.cancel()

    def map(self, function: Callable[[T], R], items: Sequence[T]) -> list[R]:
        """Return what a function makes of each item, in the order of the items.

        Raises the first error; what has not begun is given up then.
        """
        futures = [self._pool.submit(function, item) for item in items]
        try:
            return [future.result() for future in futures]
        finally:
            for future in futures:
                future.cancel()

    def close(self) -> None:
        """Give up what has not begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _next(done: SimpleQueue[Future[Results]], patience: Patience) -> Future[Results] | None:
    """Return a job that has ended, None where none ends before the deadline."""
    try:
        return done.get(timeout=patience.left)
    except Empty:
        return None
