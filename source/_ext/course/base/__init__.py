"""What every layer uses: errors, the base of directives, addresses, wording."""
