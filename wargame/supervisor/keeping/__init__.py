"""One file that holds all of an Offramp: its database, the key that its links stand on, and its own scenarios."""
