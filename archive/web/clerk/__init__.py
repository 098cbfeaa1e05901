"""The clerk's screen: what arrives, the chosen dossier, its case, and the next thing to do."""
