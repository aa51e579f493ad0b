"""One file that holds a whole Offramp: its database, the key behind its links, and its own scenarios."""
