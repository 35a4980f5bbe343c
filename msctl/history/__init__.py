"""The records in git: snapshots, changes, commits."""
