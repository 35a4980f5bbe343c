"""The circulated notice (通报): its template filled in from the records, and its documents."""
