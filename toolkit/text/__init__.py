"""The sentences that the toolkit says, in plain text: steps, plans, seasons and what comes out of them."""
