"""Who does the work: orders to workers, what workers do, how they are run, and the engine that commits results."""
