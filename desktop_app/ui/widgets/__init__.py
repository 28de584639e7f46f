"""Parts that pages are made of; each knows the look and nothing of the office."""
