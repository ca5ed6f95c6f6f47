"""The school roll: pages of schools, classes and children, the forms of each step, the monthly differences; API."""
