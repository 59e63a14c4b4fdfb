"""Exercises: the student's file, hints, checkers, and the bank of mistakes."""
