"""The read side over HTTP, and the one page by which readers unsubscribe."""
