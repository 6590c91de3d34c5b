"""Copies planted among the documents of a corpus: how many `clean --dedup` finds, by what was done to them.

    python benchmarks/copies.py CORPUS.jsonl [--documents 3000] [--engines local spark ray] [--dedup exact near]

Four times fifty copies of long documents are planted: as they are; vocalised, with tatweel and other hamza forms; with
other boilerplate around them; with words exchanged, so that four fifths of the runs of five are common to both. The
engines must drop the same documents.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

EACH = 50
LONG = 1500
"""Code points of a document that is copied."""
CHANGED, STRETCH = 8, 108
"""So many words of so many are exchanged: 12 of 108 runs of five are lost, and 96 of 120 are common to both (0.8)."""
BOILERPLATE = (
    "الرئيسية\nأخبار\nرياضة\nمن نحن\nاتصل بنا\n\n{}\n\n"
    "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *\n"
    "احفظ اسمي، بريدي الإلكتروني، والموقع الإلكتروني في هذا المتصفح لاستخدامها المرة المقبلة في تعليقي.\n"
    "جميع الحقوق محفوظة"
)


def respelled(text: str, chance: random.Random) -> str:
    """Marks on a fifth of the letters, tatweel in some words, alef without hamza."""
    marks = "\u064e\u064f\u0650\u0652"
    plain = text.replace("أ", "ا").replace("إ", "ا")
    marked = (c + chance.choice(marks) if "ب" <= c <= "ي" and c != "ـ" and chance.random() < 0.2 else c for c in plain)
    return "".join(marked).replace("سم", "س\u0640م")


def exchanged(text: str, chance: random.Random) -> str:
    """Runs of words exchanged for others of the same text, so that 0.8 of the runs of five are common to both."""
    words = text.split(" ")
    for start in range(STRETCH // 2, len(words) - CHANGED, STRETCH):
        words[start : start + CHANGED] = chance.sample(words, CHANGED)
    return " ".join(words)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, _: text,
    "spelled otherwise": respelled,
    "other boilerplate": lambda text, _: BOILERPLATE.format(text),
    "words exchanged": exchanged,
}


def planted(source: Path, path: Path, number: int) -> None:
    """Write `number` documents of `source` with the copies among them; ids say what is a copy of what."""
    chance = random.Random(0)
    with source.open(encoding="utf-8") as lines:
        texts = chance.sample([json.loads(line)["text"] for line in lines], number)
    long = [at for at, text in enumerate(texts) if len(text) >= LONG]
    chosen = chance.sample(long, EACH * len(KINDS))
    rows = [{"id": str(at), "text": text} for at, text in enumerate(texts)]
    for place, at in enumerate(chosen):
        kind = list(KINDS)[place % len(KINDS)]
        rows.append({"id": f"{at}:{kind}", "text": KINDS[kind](texts[at], chance)})
    chance.shuffle(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def dropped(engine: str, corpus: Path, output: Path, dedup: str) -> dict[str, str]:
    """The ids of what was dropped as a copy, with the reason."""
    command = [sys.executable, "-m", "arlint", "clean", str(corpus), "-o", str(output), "--engine", engine]
    subprocess.run([*command, "--dedup", dedup], check=True, stdout=subprocess.DEVNULL, env=os.environ)
    if engine == "local":
        with (output / "dropped" / f"{corpus.name}.jsonl").open(encoding="utf-8") as lines:
            return {json.loads(row["raw"])["id"]: row["reason"] for row in map(json.loads, lines)}
    import pyarrow.dataset as ds

    rows = ds.dataset(output / "data", partitioning="hive").to_table().to_pylist()
    return {json.loads(r["record"])["id"]: r["arlint"]["reason"] for r in rows if r["outcome"] == "dropped"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--engines", nargs="+", default=["local"])
    parser.add_argument("--dedup", nargs="+", default=["exact", "near"])
    parser.add_argument("--keep", type=Path, help="write the documents and the reasons here, to be read")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = folder / "planted.jsonl"
        planted(arguments.corpus, corpus, arguments.documents)
        with corpus.open(encoding="utf-8") as lines:
            ids = [json.loads(line)["id"] for line in lines]
        for dedup in arguments.dedup:
            before = None
            for engine in arguments.engines:
                gone = dropped(engine, corpus, folder / f"{dedup}-{engine}", dedup)
                # A copy is found when it goes, or when what it was made of does.
                found = Counter(
                    i.partition(":")[2] for i in ids if ":" in i and (i in gone or i.partition(":")[0] in gone)
                )
                print(f"{dedup}, {engine}: {len(gone):,} dropped; of {EACH}: {dict(sorted(found.items()))}", flush=True)
                if before is not None:
                    print(
                        "  the same documents and reasons" if gone == before else "  NOT the same documents", flush=True
                    )
                before = gone
            if arguments.keep and before is not None:
                arguments.keep.mkdir(exist_ok=True)
                (arguments.keep / f"{dedup}.json").write_text(json.dumps(before, ensure_ascii=False), encoding="utf-8")
        if arguments.keep:
            corpus.rename(arguments.keep / corpus.name)


if __name__ == "__main__":
    main()
