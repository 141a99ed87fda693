"""A process that works on a home while a test kills it or works beside it: ``child.py HOME WHAT [STAGE]``.

WHAT is ``once`` (put the paper "new", and die by SIGKILL when STAGE is reached), ``loop`` (put and remove
papers until it is killed), ``hold`` (take the writer's lock, say so, and wait) or ``search`` (search until it
is killed).
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from ingest.index import Index, Stage
from ingest.settings import Settings
from tests.ingest.index.papers import WordCount, found, paper


def main(home: Path, what: str, stage: str = "") -> None:
    def observe(reached: Stage) -> None:
        if reached == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    with Index.open(home, Settings(), embedder=WordCount(), observe=observe) as index:
        if what == "hold":
            with index.writing() as writer:
                writer.put(*paper("held", "Women wait."))
                print("holding", flush=True)
                time.sleep(60)
        elif what == "once":
            with index.writing() as writer:
                writer.put(*paper("new", "A new library for women"))
                writer.remove("places")
                writer.commit()
        elif what == "loop":
            for number in range(10_000):
                if number == 1:
                    print("looping", flush=True)
                with index.writing() as writer:
                    writer.put(*paper(f"p{number % 3}", f"Housing number {number}"))
                    writer.remove(f"p{(number + 1) % 3}")
                    writer.commit()
        elif what == "search":
            print("searching", flush=True)
            while True:
                assert found(index, "women")[0][0] == "safety-0"


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
