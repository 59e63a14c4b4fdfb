"""French: typography, numbers, glossary."""
