"""What people see in a terminal. Each screen prints; none decides."""
