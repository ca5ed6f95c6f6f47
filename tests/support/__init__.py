"""What tests of several floors build on: a county with its cast."""
