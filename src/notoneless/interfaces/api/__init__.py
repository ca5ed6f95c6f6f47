"""Beneath the rooms that programs talk to: what guards a request, and every action of the registry as route and command."""
