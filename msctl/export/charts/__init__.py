"""Charts of figures: what they show, and one module for each format they are drawn in."""
