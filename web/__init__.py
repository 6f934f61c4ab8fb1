"""The read side over HTTP, the page by which readers unsubscribe, and the API of subscriptions."""
