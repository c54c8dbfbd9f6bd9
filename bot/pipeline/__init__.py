"""The durable loop: inbox, turn, outbox; nothing is lost between two lines of it."""
