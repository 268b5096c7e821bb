"""Editions of plans: a lock holds what each day of a plan is, so that nothing moves under those who have begun."""
