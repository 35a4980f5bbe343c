"""The records tree on disk: read, edit in place, lock."""
