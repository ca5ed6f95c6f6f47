"""Who wavers: what absence and the roll trigger, followed up to its end; points of concern; inclination reported."""
