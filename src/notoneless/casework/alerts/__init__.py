"""Alerts: what anybody says of a child who may be in no school, until it is decided and the sender can know."""
