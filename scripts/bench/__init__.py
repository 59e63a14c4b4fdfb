"""The benchmark: the same courses written for each tool, built and timed side by side.

In the order of use: ``content`` (what is said), ``forms`` (how each tool wants it
written), ``ours`` and ``peers`` (how each tool is called), ``environment`` (where
the peers are installed), ``measure`` (one command), ``plan`` (all of them, in turn),
``real`` (the real course), ``results`` (medians, ratios, bars), ``report`` and
``plot`` (what the documentation shows). ``compare`` is the command.
"""
