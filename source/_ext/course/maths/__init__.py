"""Formulas made by KaTeX at build time."""
