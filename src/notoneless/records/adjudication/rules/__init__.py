"""What a row says, how two rows are shown side by side, and which decisions stand beside one another."""
