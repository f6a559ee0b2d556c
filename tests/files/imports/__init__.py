"""Files as people bring them, one fault each, named for it.

`make_files.py` makes them all; what each one comes to stands in `outcomes.py`.
"""
