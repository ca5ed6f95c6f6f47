"""Files that mean harm, made by code, and the driver that sees each decided soon, in little memory, with nothing written."""
