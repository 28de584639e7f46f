"""Item models: they show what they are given and fetch nothing themselves."""
