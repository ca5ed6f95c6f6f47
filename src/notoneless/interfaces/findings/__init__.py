"""Children in no school, as the comparison of the rosters found them."""
