"""What we tell customers, and how it went."""
