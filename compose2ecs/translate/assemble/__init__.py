"""What no single attribute creates: one function per AWS concern."""
