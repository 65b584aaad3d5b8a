"""Scripts: setting up, starting, checking. Nothing a citizen or staff reaches."""
