"""Own account: password, language, sessions."""
