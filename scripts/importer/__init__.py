"""From an old chapter (Slidey or Markdown) to an executed one.

Each module is one concern, in the order of the work: ``source_text`` reads and
repairs, ``slidey`` and ``markdown`` make blocks, ``structure`` sets titles and
slides right, ``cells`` cuts the code, ``runner`` runs it, ``typed_results``
compares what comments claim with what was printed, ``gallery_script``,
``write_rest`` and ``write_myst`` write, ``check`` reads the result back, and
``report`` accounts for every line. ``chapter`` calls them.
"""
