"""How often an address or a token may ask: counted in the memory of each process, which a flood cannot fill."""

import threading
import time
from collections import OrderedDict


class Limit:
    """At most ``most`` times in ``seconds``, for each of the latest ``remembered`` keys. Not exact over processes: it
    keeps a fault or a flood within bounds, it is no accounting."""

    def __init__(self, *, most, seconds, remembered=10_000):
        self.most, self.seconds, self.remembered = most, seconds, remembered
        self.counts = OrderedDict()
        self.lock = threading.Lock()

    def allows(self, key, now=None):
        now = time.monotonic() if now is None else now
        with self.lock:
            since, count = self.counts.pop(key, (now, 0))
            if now - since >= self.seconds:
                since, count = now, 0
            self.counts[key] = (since, count + 1)
            while len(self.counts) > self.remembered:
                self.counts.popitem(last=False)
        return count < self.most

    def clear(self):
        with self.lock:
            self.counts.clear()
