import json, math, sys, random, collections, hashlib
sys.path.insert(0, "/work/shared/ruler")
import numpy as np
import score
from quotes.extract.article import Reader
from quotes import lexicon
def part(outlet):
    return "dev" if hashlib.md5((outlet or "").encode()).hexdigest()[0] in "0123456789" else "held"
docs = [json.loads(l) for l in open("/work/shared/gold/dev.jsonl")]
ALL = "all" in sys.argv
def read(L):
    speech, rank = [], []
    for d in docs:
        t = d["text"]
        spans = [(score.trim(t, s["start"], s["end"]), s) for s in d["spans"]]
        for r in Reader(t, L).readings():
            tt = score.trim(t, r.passage.inner.start, r.passage.inner.end)
            best = max(spans, key=lambda s: score.iou(tt, s[0]), default=None)
            if best and score.iou(tt, best[0]) >= 0.5:
                g = best[1]
                speech.append((part(d["outlet"]), int(g["speech"]), r.evidence))
                if g["speech"]:
                    opts = [(o.evidence, score.same_speaker(g, o.entity.name_at.of(t) if o.entity else None)) for o in r.options]
                    if not any(y for _, y in opts):
                        opts = [(e, y or e is opts[[i for i,o in enumerate(r.options) if o.entity is None][0]][0]) for e, y in opts]
                    rank.append((part(d["outlet"]), opts, g["speaker"] is None, r.options[0].entity is not None))
    return speech, rank
def index_of(evs, least):
    c = collections.Counter(e for ev in evs for e in set(ev))
    return {n: i for i, n in enumerate(sorted(n for n, k in c.items() if k >= least))}
def fit_speech(rows, l2):
    index = index_of((r[2] for r in rows), 4)
    X = np.zeros((len(rows), len(index) + 1)); y = np.array([r[1] for r in rows])
    for i, (_, _, ev) in enumerate(rows):
        for e in ev:
            if e in index: X[i, index[e]] = 1
        X[i, -1] = 1
    w = np.zeros(X.shape[1]); reg = np.full(X.shape[1], l2); reg[-1] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-X @ w))
        w -= np.linalg.solve((X * (p * (1 - p))[:, None]).T @ X + np.diag(reg + 1e-6), X.T @ (p - y) + reg * w)
    return {"bias": w[-1], **{n: w[i] for n, i in index.items()}}
def test_speech(rows, w):
    tp = fp = fn = 0
    for _, y, ev in rows:
        s = w["bias"] + sum(w.get(e, 0) for e in ev)
        tp += s > 0 and y; fp += s > 0 and not y; fn += s <= 0 and y
    return round(float(2 * tp / (2 * tp + fp + fn)), 4)
def fit_rank(rows, l2, least=4, rounds=300):
    index = index_of((ev for _, opts, *_ in rows for ev, _ in opts), least)
    R, C, group, pos = [], [], [], []
    n = 0
    for g, (_, opts, *_) in enumerate(rows):
        for ev, y in opts:
            for e in ev:
                if e in index: R.append(n); C.append(index[e])
            group.append(g); pos.append(y); n += 1
    R, C, group, pos = map(np.array, (R, C, group, pos))
    w = np.zeros(len(index)); G = len(rows)
    m = np.zeros_like(w); v = np.zeros_like(w)
    for it in range(1, rounds + 1):
        s = np.bincount(R, w[C], n)
        mx = np.full(G, -1e9); np.maximum.at(mx, group, s)
        e = np.exp(s - mx[group]); z = np.bincount(group, e, G); p = e / z[group]
        ep = e * pos; zp = np.bincount(group, ep, G); q = ep / zp[group]
        grad = np.bincount(C, (p - q)[R], len(index)) + l2 * w
        m = .9 * m + .1 * grad; v = .999 * v + .001 * grad ** 2
        w -= 0.05 * (m / (1 - .9 ** it)) / (np.sqrt(v / (1 - .999 ** it)) + 1e-8)
    return {n: w[i] for n, i in index.items()}
def test_rank(rows, w):
    right = 0; conf = []
    for _, opts, none, _ in rows:
        s = [sum(w.get(e, 0) for e in ev) for ev, _ in opts]
        k = max(range(len(s)), key=s.__getitem__)
        right += bool(opts[k][1]); mx = max(s)
        conf.append((1 / sum(math.exp(x - mx) for x in s), bool(opts[k][1])))
    return round(right / len(rows), 4)
def write(name, w, head):
    with open(f"quotes/lang/fr/{name}", "w") as f:
        print(head, file=f)
        for n in sorted(w):
            if abs(w[n]) >= 0.05: print(f'"{n}" = {w[n]:.2f}'.replace('"""', '"\\""'), file=f)
for step in range(3):
    lexicon.load.cache_clear(); L = lexicon.load("fr")
    speech, rank = read(L)
    tr = [r for r in rank if r[0] == "dev"]; te = [r for r in rank if r[0] == "held"]
    for l2 in (4, 8) if step == 2 else ():
        w = fit_rank(tr, l2); print("rank", l2, test_rank(tr, w), test_rank(te, w))
    w = fit_rank(rank if ALL else tr, 6.0, 8); write("speakers.toml", w, "# Weights of the evidence for a speaker; written by tools/train.py")
    tr = [r for r in speech if r[0] == "dev"]; te = [r for r in speech if r[0] == "held"]
    w = fit_speech(speech if ALL else tr, 2.0); write("speech.toml", w, "# Weights of the evidence that somebody said the words; written by tools/train.py")
    print(step, "speech", test_speech(tr, w), test_speech(te, w), len(L.speakers))
