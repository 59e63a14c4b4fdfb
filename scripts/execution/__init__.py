"""Scripts run without a build: here, on other machines, or again to see that nothing moves."""
