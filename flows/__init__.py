"""The imperative shell: settings, the guarded fetch, use cases, flows and the command line."""
