"""What everything stands on: refusals, the actor, actions, permits, events, lives, deadlines."""
