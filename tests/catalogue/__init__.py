"""Every record of the catalogue, walked through everything that reads it."""
