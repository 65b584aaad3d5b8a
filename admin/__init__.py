"""The staff door: sign-in, queue, case, people, trail. It decides nothing; everything is done by the house."""
