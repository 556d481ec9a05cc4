"""Contained work on untrusted files: a helper process without network, secrets or database forks limited children.

```
our process ──control socket──▶ zygote (engine loaded, isolation applied once)
     │                             └─ fork ─▶ child 1, child 2 …  (memory, CPU and file limits, killed when late)
     └────────────one socket a child: frames of JSON and bytes──────▲
```

Only JSON comes back, never pickled objects: a child that a hostile file has taken over can lie about that file and
nothing else. When our process ends, however it ends, the control socket closes and the zygote takes all children along.
This package knows neither Django nor settings.
"""
