"""Tasks that follow absence, who needs attention, inclination to drop out reported: on the web."""
