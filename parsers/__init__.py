"""Bytes or text in, frozen records out. Nothing here touches the network, the clock, a database or the environment."""
