"""What we replace or rely on of other projects without their promise, each with its guard."""
