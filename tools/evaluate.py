import hashlib, json, sys, collections

sys.path.insert(0, "/work/shared/ruler")
import score
from quotes.extract import extract


def part(outlet):
    return "dev" if hashlib.md5((outlet or "").encode()).hexdigest()[0] in "0123456789" else "held"


def main():
    which = sys.argv[1] if len(sys.argv) > 1 else "dev"
    nerr = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    docs = [json.loads(l) for l in open("/work/shared/gold/dev.jsonl")]
    docs = [d for d in docs if which == "all" or part(d["outlet"]) == which]
    answers = []
    rules = collections.defaultdict(collections.Counter)
    quotes_by = {}
    for d in docs:
        ex = extract(d["text"], published=d.get("date"))
        for q in ex.quotes:
            for p in q.passages + tuple(x for r in q.repeats for x in r):
                answers.append(
                    {
                        "doc_id": d["id"],
                        "start": p.start,
                        "end": p.end,
                        "speaker": q.speaker,
                        "rule": q.rule,
                        "mention": q.mention,
                        "cue": q.cue,
                    }
                )
    figures, errors = score.score(docs, answers)
    d, b = figures["detection"], figures["both"]
    print(f"{figures['documents']} documents, {figures['gold']} gold, {figures['answers']} answers")
    print(f"detection P {d['precision']:.3f} R {d['recall']:.3f} F1 {d['f1']:.3f} exact {figures['exact']:.3f}")
    print(
        f"speaker right {figures['speaker']:.3f} given {figures['named_share']:.3f} of these right {figures['named_precision']:.3f}"
    )
    print(f"both P {b['precision']:.3f} R {b['recall']:.3f} F1 {b['f1']:.3f}")
    for k, g in figures["groups"].items():
        print(f"  {k:24} gold {g['gold']:5} recall {g['recall']:.3f} with speaker {g['recall_with_speaker']:.3f}")
    # by rule
    gold = {d["id"]: d for d in docs}
    for a in answers:
        doc = gold[a["doc_id"]]
        t = score.trim(doc["text"], a["start"], a["end"])
        best = max(
            doc["spans"], key=lambda s: score.iou(t, score.trim(doc["text"], s["start"], s["end"])), default=None
        )
        c = rules[a["rule"]]
        c["n"] += 1
        if best and score.iou(t, score.trim(doc["text"], best["start"], best["end"])) >= 0.5:
            a["gold"] = best
            if best["speech"]:
                c["speech"] += 1
                if score.same_speaker(best, a["speaker"]):
                    c["right"] += 1
                    a["right"] = True
    for r, c in sorted(rules.items(), key=lambda x: -x[1]["n"]):
        print(f"  {r:36} {c['n']:5} speech {c['speech'] / c['n']:.2f} right {c['right'] / max(1, c['speech']):.2f}")
    if nerr:
        import random

        only = sys.argv[3] if len(sys.argv) > 3 else ""
        bad = [
            a
            for a in answers
            if a.get("gold") and a["gold"]["speech"] and not a.get("right") and (a["rule"].startswith(only))
        ]
        random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1).shuffle(bad)
        for a in bad[:nerr]:
            t = gold[a["doc_id"]]["text"]
            print(
                f"--- {a['doc_id']} {a['rule']} GOT {a['speaker']!r} ({a['mention']!r}, {a['cue']!r}) WANT {a['gold']['speaker']!r} ({a['gold']['mention']!r}, {a['gold']['cue']!r})"
            )
            print(
                "   ",
                t[max(0, a["start"] - 250) : a["start"]].replace("\n", "¶")
                + "⟦"
                + t[a["start"] : a["end"]][:150].replace("\n", "¶")
                + "⟧"
                + t[a["end"] : a["end"] + 150].replace("\n", "¶"),
            )


main()
