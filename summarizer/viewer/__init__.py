"""The viewer: a run's store as one self-contained page, or served to this machine alone."""
