"""Settings for the property tests of the kernel."""

from hypothesis import settings

# The first call of some functions opens a dictionary, which on a busy machine takes longer than the usual deadline.
settings.register_profile("kernel", deadline=None, max_examples=60)
settings.load_profile("kernel")
