"""The four steps in order: outreach, order to correct, penalty, court, each with its basis, papers, service and clocks."""
