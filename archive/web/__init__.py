"""The desk in the browser: pages drawn by the server, for the people of one office."""
