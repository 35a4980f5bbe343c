"""The page for the public: static HTML that asks nothing of any other host."""
