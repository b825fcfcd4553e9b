"""How the embedded index does on a large corpus.

    python -m tests.benchmarks.search_embedded [DOCUMENTS] [FOLDER]

Made-up texts in the network's own words (frequencies as in French), four
facets, a tenth of the documents restricted. Prints the rate of building, the
size, the median, 95th percentile and worst time of pages of results (counts of
every facet and ten extracts each) and of suggestions, then lets four readers and
two writers work for a minute and checks the file. Times are of a machine that
does nothing else: look at its load first.
"""

import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = (
    "network.settings.test"  # whatever the shell says: the site of no one is written over
)

import django

django.setup()

from search import analysis, searching  # noqa: E402
from search.engines.sqlite.engine import SqliteEngine  # noqa: E402
from search.sources import SearchDocument, Section  # noqa: E402
from search.synonyms import SynonymIndex  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
METROPOLISES = [f"Métropole {number}" for number in range(22)]
THEMES = [f"Thème {number}" for number in range(57)]
KINDS = ["minutes", "practices", "meetings", "positions", "people", "documents", "pages"]
AUDIENCES = ["public"] * 9 + ["members"]
QUERIES = [
    "élues", "citoyens", "participation citoyenne", "conseil de développement", "budget participatif",
    "droit d interpelation", "tirage au sort", "piéton*", '"pacte de citoyenneté"', "métropole -commune",
    "évaluation de la démarche", "concertation préalable", "piétonisation", "réponse argumentée", "dialogue citoyen",
    "lieux à réinventer", "la ville et la métropole", "mandat participation charte", "agents formation dialogue",
    "élu·e·s métropolitain·e·s",
]  # fmt: skip
BEGINNINGS = [
    word[:length] for word in ["participation", "métropole", "conseil de dév", "citoyens et", "tirage au sort", "budget part"]
    for length in (2, 3, 5, 8, 14)
]  # fmt: skip


def words_of_the_network():
    """Words as they are written in the project's contents, the most frequent first, then rarer made-up ones."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*/content/**/*.yaml"))]
    counts = {}
    for text in texts:
        for token in analysis.tokens(text):
            word = text[token.start : token.end]
            counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    letters = random.Random(7)  # noqa: S311 -- nothing here is a secret
    syllables = ["ba", "con", "di", "fo", "ger", "lan", "mi", "nou", "pla", "ris", "sen", "tra", "ver", "zo"]
    return words + ["".join(letters.choices(syllables, k=3)) for _number in range(20_000)]


def documents(count, words):
    chance = random.Random(11)  # noqa: S311
    weights = [1 / (rank + 3) for rank in range(len(words))]
    pool = chance.choices(words, weights, k=2_000_000)

    def text(length):
        start = chance.randrange(len(pool) - length)
        return " ".join(pool[start : start + length]) + "."

    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        long = kind in {"minutes", "documents"}
        day = date(2016, 1, 1) + timedelta(days=chance.randrange(4000))
        yield SearchDocument(
            key=f"{kind}:{number}",
            title=text(chance.randrange(3, 9)).rstrip("."),
            url=f"/{kind}/{number}/",
            summary=text(20),
            text=text(100 if long else 200),
            sections=tuple(Section(f"s{n}", text(5), text(120)) for n in range(6 if long else 0)),
            audience=chance.choice(AUDIENCES),
            facets={
                "metropolis": chance.sample(METROPOLISES, k=chance.choice([1, 1, 2])),
                "theme": chance.sample(THEMES, k=chance.choice([1, 2, 3])),
                "year": [str(day.year)],
            },
            date=day,
        )


def batches(all_documents):
    while batch := [(*document.key.split(":"), 1, document) for document in islice(all_documents, 500)]:
        yield batch


def say(label, times):
    """Of ``(time, processor time)``: the second is what a machine with nothing else to do would take."""
    waited, worked = (sorted(column) for column in zip(*times, strict=True))
    rank = int(len(waited) * 0.95)
    print(
        f"{label:<24} median {statistics.median(waited) * 1000:7.1f} ms  p95 {waited[rank] * 1000:7.1f}"
        f"  worst {waited[-1] * 1000:7.1f}  processor p95 {worked[rank] * 1000:7.1f}",
        flush=True,
    )


def timed(ask, queries, rounds=3):
    times = []
    for _round in range(rounds):
        for query in queries:
            started, worked = time.perf_counter(), time.process_time()
            ask(query)
            times.append((time.perf_counter() - started, time.process_time() - worked))
    return times


def readers_and_writers(engine, words, seconds):
    """Four readers and two writers at once; returns the errors met and how much was done."""
    stop, errors, done = threading.Event(), [], {"read": 0, "written": 0}
    originals = list(documents(5, words))

    def changed(version):
        return [replace(document, title=f"{document.title} {version}") for document in originals]

    def read():
        chance = random.Random(threading.get_ident())  # noqa: S311
        while not stop.is_set():
            try:
                searching.search(chance.choice(QUERIES), audiences={"public"})
                done["read"] += 1
            except Exception as error:  # noqa: BLE001 -- what is counted
                errors.append(error)

    def write():
        version = 10
        while not stop.is_set():
            version += 1
            try:
                engine.write([(*document.key.split(":"), version, document) for document in changed(version)])
                done["written"] += 5
            except Exception as error:  # noqa: BLE001
                errors.append(error)

    threads = [threading.Thread(target=work) for work in [read] * 4 + [write] * 2]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return errors, done


def main(count, folder):
    from search import engines  # noqa: PLC0415 -- replaced below

    engine = SqliteEngine(folder / "search.sqlite3")
    engines.engine = lambda: engine
    searching.synonym_index = lambda: SynonymIndex()
    words = words_of_the_network()

    made = list(batches(documents(count, words)))  # making them is not what is measured
    started, worked = time.perf_counter(), time.process_time()
    engine.rebuild(made)
    took, worked = time.perf_counter() - started, time.process_time() - worked
    del made
    size = engine.status()["size_bytes"] / 1e6
    print(
        f"built: {count} documents in {took:.0f} s, {count / took:.0f}/s ({count / worked:.0f} per second of processor), {size:.0f} MB",
        flush=True,
    )

    def ask(query, **choices):
        return searching.search(query, audiences={"public"}, **choices)

    for query in QUERIES:
        started = time.perf_counter()
        found = ask(query).results.count
        print(f"  {query!r:<32} {found:>7} found, first time {1000 * (time.perf_counter() - started):.0f} ms")
    say("page of results", timed(ask, QUERIES))
    say("with two facets", timed(lambda query: ask(query, facets={"metropolis": (METROPOLISES[0],), "year": ("2022",)}), QUERIES))  # fmt: skip
    say("page 3, by date", timed(lambda query: ask(query, page=3, sort="date"), QUERIES))
    say("everything (no word)", timed(ask, [""], rounds=5))
    say("suggestions", timed(lambda words: searching.suggest(words, audiences={"public"}), BEGINNINGS))

    changed = next(documents(1, words))
    started = time.perf_counter()
    engine.write([(*changed.key.split(":"), 5, changed)])
    print(f"one document written in {1000 * (time.perf_counter() - started):.0f} ms")
    errors, done = readers_and_writers(engine, words, seconds=60)
    print(f"a minute of four readers, two writers: {done['read']} searches, {done['written']} writes, {len(errors)} errors {errors[:1]}")  # fmt: skip
    print("sound:", engine.is_sound())


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp(prefix="search-bench-"))
    try:
        main(count, folder)
    finally:
        if len(sys.argv) <= 2:
            shutil.rmtree(folder, ignore_errors=True)
