"""Cases: a complaint or a request for a person, as a thread of typed messages with an audience."""
