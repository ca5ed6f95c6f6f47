"""Cases of suspected dropouts: one for each child, from the first suspicion until it is cleared or closed out."""
