"""The design system in Python: tags, badges, sums, and what fills the frame."""
