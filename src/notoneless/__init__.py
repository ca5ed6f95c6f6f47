"""notoneless 《一个都不能少》: keep every child of compulsory age in school."""

__version__ = "0.1.0.dev0"
