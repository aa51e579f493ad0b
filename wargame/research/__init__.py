"""Commands for researchers: many rounds between bots, in tables and plots. No models, no pages."""
