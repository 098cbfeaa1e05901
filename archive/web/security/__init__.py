"""Who is at the browser: passwords, sessions, limits, and the headers that keep strangers' scripts out."""
