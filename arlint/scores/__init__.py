"""Scores of documents, and the gates that keep or drop a document by them."""
