"""What runs by itself: the tasks of the worker, and the tick that asks for them."""
