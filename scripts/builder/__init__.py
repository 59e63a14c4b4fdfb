"""Pages and decks built: what a build reads, its jobs, what it publishes; scripts run elsewhere."""
