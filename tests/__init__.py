"""What Engawa promises, tried out."""
