"""DTSEN Luring: the social and economic register of one office, without a network."""
