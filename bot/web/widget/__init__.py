"""The chat widget and the hotline page it stands on: sources, and the routes that serve them."""
