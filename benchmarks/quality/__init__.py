"""How well pages that a clerk should look at are found among those that are all right."""
