"""Understanding without Rasa: what the Rasa components and the batch parser share."""
