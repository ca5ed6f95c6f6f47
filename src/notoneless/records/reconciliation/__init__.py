"""Who of the children living here is in no school, and which roll entries fit no child."""
