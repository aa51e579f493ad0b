"""What pressure, promises and fear do to each other: one mechanism a file, pure functions of floats.

Probabilities and shares are in [0, 1]; utilities stand on the scale where an undisturbed status quo is 1 to
the leadership, unless a docstring says otherwise. What a scenario may edit is a keyword argument; its default
is the value of the 2025 scenario. That is why some functions take more arguments than six: each weight has a
name.
"""
