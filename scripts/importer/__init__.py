"""From an old chapter (Slidey or Markdown) to an executed one.

Each module is one concern, in the order of the work: ``source_text`` reads and
repairs, ``slidey`` and ``markdown`` make blocks, ``structure`` sets titles and
slides right, ``gather`` cuts the code into cells, ``runner`` runs them, ``typed_results``
compares what comments claim with what was printed, ``gallery_script``,
``rest`` and ``myst`` write, ``check`` reads the result back, and
``report`` accounts for every line. ``chapter`` calls them.
"""
