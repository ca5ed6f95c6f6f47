"""The pages of attendance and leave."""
