"""Who is told what, and why: subscriptions, rules, messages, channels."""
