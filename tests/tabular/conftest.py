"""Puts this folder on the path: the folders in it build their files as the tests here do."""
