"""Staff: who they are, what their role permits, and their signed-in sessions."""
