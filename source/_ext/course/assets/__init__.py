"""What pages load: scripts and styles written, made lighter, each where it is of use."""
