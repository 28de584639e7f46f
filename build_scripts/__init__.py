"""Setting up, checking and building the project; each script is run by hand or by CI."""
