"""The report of a cleaned corpus: what was done to it, for people (`report.html`), programs and a dataset's page."""
