"""Return-to-school notices on the web."""
