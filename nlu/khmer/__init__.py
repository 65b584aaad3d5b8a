"""Khmer text: order, clusters, digits, segments and Latin spellings; standard library only."""
