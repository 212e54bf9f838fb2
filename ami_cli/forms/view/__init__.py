"""One sheet with its labels found and understood: what stands under which heading, and where a value may lie."""
