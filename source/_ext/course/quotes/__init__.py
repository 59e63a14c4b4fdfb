"""What chapters quote of the scripts: cells, outputs, figures, values."""
